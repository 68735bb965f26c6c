sudo ss -ltnp 'sport = :7307'
sudo pkill socat
sleep 0.2
sudo systemctl start ledger.socket
nc -N 127.0.0.1 7307 < /dev/null
echo port-taken > ~/cause
