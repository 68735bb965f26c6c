echo systemd > ~/holder
for visitor in 1 2 3; do nc -N -w 1 127.0.0.1 7003 < /dev/null; done
sudo kill "$(systemctl show -P MainPID hello-daemon.service)"
while systemctl is-active --quiet hello-daemon.service; do sleep 0.1; done
