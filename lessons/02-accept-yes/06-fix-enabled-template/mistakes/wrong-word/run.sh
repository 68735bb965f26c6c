sudo systemctl disable tide@.service
sudo systemctl reset-failed tide@main.service
sudo systemctl enable --now tide.socket
echo missing-template > ~/cause
