sudo systemctl daemon-reload
sudo systemctl start hello-server.socket
sudo systemctl start fortune.socket
