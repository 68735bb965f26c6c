systemctl is-enabled tide.socket tide@.service
journalctl -u tide@main.service -n 5
sudo systemctl disable tide@.service
sudo systemctl reset-failed tide@main.service
sudo systemctl enable --now tide.socket
nc -N 127.0.0.1 7306 < /dev/null
echo enabled-template > ~/cause
