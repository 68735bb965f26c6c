systemctl daemon-reload
systemctl enable --quiet web.socket || true
systemctl start web.socket || true
