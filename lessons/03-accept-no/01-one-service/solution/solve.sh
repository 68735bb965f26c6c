sudo systemctl daemon-reload
sudo systemctl enable --now quote.socket
nc -N 127.0.0.1 7301 < /dev/null
