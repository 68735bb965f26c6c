sudo sed -i 's/localhost://' /etc/systemd/system/probe.socket
sudo systemctl daemon-reload
sudo systemctl restart probe.socket
echo bad-address > ~/cause
