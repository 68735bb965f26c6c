sudo sed -i /Accept/d /etc/systemd/system/advice.socket
sudo systemctl daemon-reload
sudo systemctl restart advice.socket
timeout 3 nc -N 127.0.0.1 7305 < /dev/null
sleep 0.5
echo plain-service > ~/cause
