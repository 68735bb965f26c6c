sudo sed -i 's/localhost/127.0.0.1/' /etc/systemd/system/probe.socket
sudo systemctl daemon-reload
sudo systemctl restart probe.socket
echo port-taken > ~/cause
