sudo systemctl daemon-reload
sudo systemctl start hello.socket
sudo systemctl start fortune.socket
