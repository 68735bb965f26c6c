sudo echo 252 > /etc/lab-version
sudo systemctl enable --now demo-fan.service
sudo systemctl unmask demo-bell.service
sudo systemctl start demo-bell.service
