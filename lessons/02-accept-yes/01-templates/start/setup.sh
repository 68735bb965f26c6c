chmod 755 /usr/local/bin/ticket
systemctl daemon-reload
