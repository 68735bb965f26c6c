systemctl --version | sed -n 's/^systemd \([0-9]*\).*/\1/p' | sudo tee /etc/lab-version
sudo systemctl start demo-fan.service
sudo systemctl unmask demo-bell.service
sudo systemctl start demo-bell.service
