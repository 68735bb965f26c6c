sudo systemctl disable tide@.service
sudo systemctl enable tide.socket
echo enabled-template > ~/cause
