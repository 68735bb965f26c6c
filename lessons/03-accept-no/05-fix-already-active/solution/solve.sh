journalctl -u relay.socket -n 5
sudo systemctl disable --now relay.service
sudo systemctl enable --now relay.socket
nc -N 127.0.0.1 7306 < /dev/null
echo started-first > ~/cause
