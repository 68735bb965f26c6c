systemctl --version | head -n 1 | sudo tee /etc/lab-version
sudo systemctl enable --now demo-fan.service
sudo systemctl unmask demo-bell.service
sudo systemctl start demo-bell.service
