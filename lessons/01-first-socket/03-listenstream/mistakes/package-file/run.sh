sudo sed -i 's/^ListenStream=.*/ListenStream=127.0.0.1:7030\nListenStream=[::1]:7030/' /usr/lib/systemd/system/radio.socket
sudo systemctl daemon-reload
sudo systemctl restart radio.socket
