sudo systemctl daemon-reload
sudo systemctl start quote.socket
