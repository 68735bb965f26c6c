sudo systemctl enable --now tide.socket
echo enabled-template > ~/cause
