sudo systemctl daemon-reload
sudo systemctl restart radio.socket
