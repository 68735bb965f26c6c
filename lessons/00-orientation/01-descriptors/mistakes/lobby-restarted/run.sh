echo systemd > ~/holder
for visitor in 1 2 3; do nc -N -w 1 127.0.0.1 7003 < /dev/null; done
sudo systemctl restart lobby.service
until ss -Hltn 'sport = :7003' | grep -q LISTEN; do sleep 0.1; done
sudo systemctl stop hello-daemon.service
sudo systemctl start hello.socket
