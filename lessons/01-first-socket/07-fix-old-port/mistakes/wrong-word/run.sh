sudo systemctl daemon-reload
sudo systemctl restart time.socket
echo no-restart > ~/cause
