systemctl daemon-reload
systemctl enable --now --quiet mirror.socket
