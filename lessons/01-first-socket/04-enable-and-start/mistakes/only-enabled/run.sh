sudo systemctl daemon-reload
sudo systemctl enable wall.socket
