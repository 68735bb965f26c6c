systemctl show -P RestartUSec desk.service > ~/delay
systemctl cat desk.service
echo /etc/systemd/system/desk.service.d/patience.conf > ~/drop-in
systemctl is-enabled desk.socket desk.service
sudo systemctl enable desk.socket
sudo systemctl disable desk.service
