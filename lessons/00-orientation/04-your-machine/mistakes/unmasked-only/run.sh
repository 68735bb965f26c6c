systemctl --version | sed -n 's/^systemd \([0-9]*\).*/\1/p' | sudo tee /etc/lab-version
sudo systemctl enable --now demo-fan.service
sudo systemctl unmask demo-bell.service
