sudo systemctl disable tally.service
sudo systemctl start tally.socket
echo forgotten-socket > ~/cause
