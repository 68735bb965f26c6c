sudo systemctl daemon-reload
sudo systemctl start hello.socket
