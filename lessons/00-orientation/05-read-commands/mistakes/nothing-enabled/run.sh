systemctl show -P RestartUSec desk.service > ~/delay
echo /etc/systemd/system/desk.service.d/patience.conf > ~/drop-in
sudo systemctl disable desk.service
