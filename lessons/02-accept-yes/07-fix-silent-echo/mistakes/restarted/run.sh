sudo systemctl restart mirror.socket
echo no-standard-input > ~/cause
