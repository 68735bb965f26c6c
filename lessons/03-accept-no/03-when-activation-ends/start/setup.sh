chmod 755 /usr/local/bin/board
systemctl daemon-reload
systemctl enable --quiet --now board.socket
