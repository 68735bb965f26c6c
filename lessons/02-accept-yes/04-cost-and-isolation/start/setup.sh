chmod 755 /usr/local/bin/visit
systemctl daemon-reload
systemctl start desk.socket always.service
