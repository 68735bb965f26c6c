sudo systemctl enable --now wall.socket
