sudo systemctl daemon-reload
echo not-reloaded > ~/cause
