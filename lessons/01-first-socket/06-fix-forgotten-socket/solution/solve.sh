systemctl is-enabled tally.socket tally.service
journalctl -u tally.service -n 5
sudo systemctl disable tally.service
sudo systemctl enable --now tally.socket
nc -N 127.0.0.1 7106 < /dev/null
echo forgotten-socket > ~/cause
