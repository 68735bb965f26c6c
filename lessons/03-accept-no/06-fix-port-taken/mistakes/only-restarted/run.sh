sudo systemctl restart ledger.socket
echo port-taken > ~/cause
