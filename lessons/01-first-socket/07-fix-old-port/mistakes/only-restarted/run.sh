sudo systemctl restart time.socket
echo not-reloaded > ~/cause
