systemctl show -P RestartUSec desk.service > ~/delay
echo patience.conf > ~/drop-in
sudo systemctl enable desk.socket
sudo systemctl disable desk.service
