sudo systemctl daemon-reload
sudo systemctl restart wrapped.socket
nc -N 127.0.0.1 7304 < /dev/null
