systemd-analyze verify /etc/systemd/system/web.socket
sudo sed -i 's/^Listen=/ListenStream=/' /etc/systemd/system/web.socket
systemd-analyze verify /etc/systemd/system/web.socket
sudo systemctl daemon-reload
sudo systemctl restart web.socket
echo hello | nc -N 127.0.0.1 80
echo no-such-directive > ~/cause
