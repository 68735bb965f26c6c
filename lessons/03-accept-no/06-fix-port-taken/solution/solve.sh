sudo ss -ltnp 'sport = :7307'
sudo pkill socat
while ss -Hltn 'sport = :7307' | grep -q LISTEN; do sleep 0.1; done
sudo systemctl start ledger.socket
nc -N 127.0.0.1 7307 < /dev/null
echo port-taken > ~/cause
