sudo systemctl disable tide@.service
sudo systemctl start tide.socket
echo enabled-template > ~/cause
