systemctl daemon-reload
systemctl start peer.socket
