systemctl list-sockets --all
sudo systemctl daemon-reload
sudo systemctl start north.socket east.socket
nc -N 127.0.0.1 7122 < /dev/null
