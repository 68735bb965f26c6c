sudo systemctl restart radio.socket
