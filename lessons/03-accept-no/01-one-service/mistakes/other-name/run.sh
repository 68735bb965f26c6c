sudo systemctl daemon-reload
sudo systemctl enable --now quote.socket
