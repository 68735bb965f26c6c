systemd-analyze verify /etc/systemd/system/probe.socket
sudo sed -i 's/localhost/127.0.0.1/' /etc/systemd/system/probe.socket
systemd-analyze verify /etc/systemd/system/probe.socket
sudo systemctl daemon-reload
sudo systemctl restart probe.socket
echo hello | nc -N 127.0.0.1 7110
echo bad-address > ~/cause
