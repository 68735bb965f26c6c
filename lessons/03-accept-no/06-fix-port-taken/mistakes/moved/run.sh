sudo sed -i s/7307/7308/ /etc/systemd/system/ledger.socket
sudo systemctl daemon-reload
sudo systemctl start ledger.socket
echo port-taken > ~/cause
