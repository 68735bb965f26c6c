chmod 755 /usr/local/bin/greet
systemctl daemon-reload
systemctl start wrapped.socket direct.socket
