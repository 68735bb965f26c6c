sudo systemctl daemon-reload
sudo systemctl stop slow.service
sudo systemctl restart slow.socket
ss -ltn 'sport = :7302'
