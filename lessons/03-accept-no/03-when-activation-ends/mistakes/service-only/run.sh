nc -N 127.0.0.1 7303 < /dev/null
sudo systemctl stop board.service
sudo systemctl disable board.socket
