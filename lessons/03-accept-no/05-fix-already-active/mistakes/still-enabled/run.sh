sudo systemctl stop relay.service
sudo systemctl enable --now relay.socket
echo started-first > ~/cause
