sudo ss -ltnp
echo systemd > ~/holder
for visitor in 1 2 3; do
  nc -N -w 1 127.0.0.1 7003 < /dev/null
done
ss -ltn 'sport = :7003'
sudo systemctl stop hello-daemon.service
sudo systemctl start hello.socket
nc -N 127.0.0.1 7001 < /dev/null
