sudo systemctl restart advice.socket
echo plain-service > ~/cause
