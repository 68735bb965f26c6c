systemd-analyze verify /etc/systemd/system/hello.socket /etc/systemd/system/fortune.socket
sudo systemctl daemon-reload
sudo systemctl start hello.socket fortune.socket
nc -N 127.0.0.1 7020 < /dev/null
nc -N 127.0.0.1 7021 < /dev/null
