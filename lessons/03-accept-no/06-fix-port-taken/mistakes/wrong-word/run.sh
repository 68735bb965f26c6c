sudo pkill socat
sleep 0.2
sudo systemctl start ledger.socket
echo started-first > ~/cause
