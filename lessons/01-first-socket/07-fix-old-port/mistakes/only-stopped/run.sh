sudo systemctl daemon-reload
sudo systemctl stop time.socket
echo not-reloaded > ~/cause
