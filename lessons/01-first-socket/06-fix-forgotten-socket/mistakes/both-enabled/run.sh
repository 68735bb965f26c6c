sudo systemctl enable --now tally.socket
echo forgotten-socket > ~/cause
