sudo sed -i 's/^ListenStream=.*/ListenStream="127.0.0.1:7109"/' /etc/systemd/system/notes.socket
sudo systemctl daemon-reload
sudo systemctl restart notes.socket
echo inline-comment > ~/cause
