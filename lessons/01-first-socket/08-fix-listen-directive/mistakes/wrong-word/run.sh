sudo sed -i 's/^Listen=/ListenStream=/' /etc/systemd/system/web.socket
sudo systemctl daemon-reload
sudo systemctl restart web.socket
echo bad-address > ~/cause
