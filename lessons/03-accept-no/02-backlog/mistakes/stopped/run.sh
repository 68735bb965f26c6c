sudo systemctl daemon-reload
sudo systemctl stop slow.socket slow.service
