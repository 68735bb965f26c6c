sudo systemctl start north.socket
