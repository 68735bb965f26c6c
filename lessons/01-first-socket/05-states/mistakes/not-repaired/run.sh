sudo systemctl start north.socket east.socket
