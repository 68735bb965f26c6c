systemctl cat radio.socket
sudo systemctl daemon-reload
sudo systemctl restart radio.socket
systemctl show radio.socket -p Listen
nc -N 127.0.0.1 7030 < /dev/null
nc -N ::1 7030 < /dev/null
