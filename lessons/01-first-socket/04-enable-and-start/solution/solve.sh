sudo systemctl daemon-reload
sudo systemctl enable --now wall.socket
ls -l /etc/systemd/system/*.wants/wall.socket
nc -N 127.0.0.1 7104 < /dev/null
