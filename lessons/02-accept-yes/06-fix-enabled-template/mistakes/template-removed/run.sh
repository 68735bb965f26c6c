sudo systemctl disable tide@.service
sudo systemctl enable --now tide.socket
sudo rm /etc/systemd/system/tide@.service
sudo systemctl daemon-reload
echo enabled-template > ~/cause
