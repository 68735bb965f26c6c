chmod 755 /usr/local/bin/say
systemctl daemon-reload
systemctl start say.socket
