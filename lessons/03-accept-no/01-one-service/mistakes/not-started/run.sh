sudo systemctl daemon-reload
sudo systemctl enable quote.socket
