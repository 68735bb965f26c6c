sudo sed -i 's/^Listen=/listenstream=/' /etc/systemd/system/web.socket
sudo systemctl daemon-reload
sudo systemctl restart web.socket
echo no-such-directive > ~/cause
