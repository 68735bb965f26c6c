sudo systemctl disable --now board.socket
sudo systemctl stop board.service
ss -ltn 'sport = :7303'
