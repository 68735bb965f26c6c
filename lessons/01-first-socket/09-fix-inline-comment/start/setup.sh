systemctl daemon-reload
systemctl enable --quiet notes.socket || true
systemctl start notes.socket || true
