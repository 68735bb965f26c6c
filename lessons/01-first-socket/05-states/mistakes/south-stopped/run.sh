sudo systemctl daemon-reload
sudo systemctl start north.socket east.socket
sudo systemctl stop south.socket
