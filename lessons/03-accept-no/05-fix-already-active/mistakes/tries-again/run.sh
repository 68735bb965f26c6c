sudo systemctl disable relay.service
sudo systemctl restart relay.socket
echo started-first > ~/cause
