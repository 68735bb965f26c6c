sudo systemctl disable --now relay.service
sudo systemctl enable --now relay.socket
echo port-taken > ~/cause
