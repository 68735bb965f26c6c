systemctl status advice.socket
systemctl cat advice.socket
sudo mv /etc/systemd/system/advice.service /etc/systemd/system/advice@.service
sudo systemctl daemon-reload
sudo systemctl restart advice.socket
nc -N 127.0.0.1 7305 < /dev/null
echo plain-service > ~/cause
