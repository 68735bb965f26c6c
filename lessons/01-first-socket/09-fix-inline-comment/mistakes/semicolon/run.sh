sudo sed -i 's/ # the/ ; the/' /etc/systemd/system/notes.socket
sudo systemctl daemon-reload
sudo systemctl restart notes.socket
echo inline-comment > ~/cause
