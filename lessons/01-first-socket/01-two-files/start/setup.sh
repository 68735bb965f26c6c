systemctl daemon-reload
systemctl start greeting.socket
