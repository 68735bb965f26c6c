sudo systemctl daemon-reload
sudo systemctl start east.socket
