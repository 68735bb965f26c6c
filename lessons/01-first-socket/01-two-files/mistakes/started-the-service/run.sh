sudo systemctl daemon-reload
sudo systemctl start hello-server.service
sleep 0.5
sudo systemctl start fortune.socket
