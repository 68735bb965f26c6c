systemd-analyze verify ticket.socket ticket@.service
sudo systemctl daemon-reload
sudo systemctl start ticket.socket
nc -N 127.0.0.1 7301 < /dev/null
nc -N 127.0.0.1 7301 < /dev/null
