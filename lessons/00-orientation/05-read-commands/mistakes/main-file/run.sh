systemctl show -P RestartUSec desk.service > ~/delay
echo /etc/systemd/system/desk.service > ~/drop-in
sudo systemctl enable desk.socket
sudo systemctl disable desk.service
