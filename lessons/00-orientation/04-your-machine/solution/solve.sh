systemctl --version | head -n 1
systemctl --version | sed -n 's/^systemd \([0-9]*\).*/\1/p' | sudo tee /etc/lab-version
sudo systemctl enable --now demo-fan.service
sudo systemctl unmask demo-bell.service
sudo systemctl start demo-bell.service
systemctl list-unit-files 'demo-*'
