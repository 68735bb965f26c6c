sudo systemctl daemon-reload
