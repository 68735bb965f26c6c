systemctl daemon-reload
systemctl start radio.socket
