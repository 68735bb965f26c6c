sudo sed -i 's/ #.*//' /etc/systemd/system/notes.socket
sudo systemctl daemon-reload
sudo systemctl restart notes.socket
echo bad-address > ~/cause
