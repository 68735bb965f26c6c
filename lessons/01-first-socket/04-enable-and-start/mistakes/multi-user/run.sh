sudo systemctl daemon-reload
sudo systemctl enable --now wall.socket
