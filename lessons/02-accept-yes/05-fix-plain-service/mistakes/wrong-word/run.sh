sudo mv /etc/systemd/system/advice.service /etc/systemd/system/advice@.service
sudo systemctl daemon-reload
sudo systemctl restart advice.socket
echo wrong-program > ~/cause
