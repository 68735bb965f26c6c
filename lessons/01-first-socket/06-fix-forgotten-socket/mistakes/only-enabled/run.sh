sudo systemctl disable tally.service
sudo systemctl enable tally.socket
echo forgotten-socket > ~/cause
