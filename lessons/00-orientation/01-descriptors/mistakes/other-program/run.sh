echo systemd > ~/holder
for visitor in 1 2 3; do nc -N -w 1 127.0.0.1 7003 < /dev/null; done
sudo systemctl stop hello-daemon.service
setsid nc -lk 127.0.0.1 7001 > /dev/null 2>&1 < /dev/null &
until ss -Hltn 'sport = :7001' | grep -q LISTEN; do sleep 0.1; done
