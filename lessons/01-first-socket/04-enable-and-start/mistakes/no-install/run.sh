sudo systemctl daemon-reload
sudo systemctl start wall.socket
