echo greeter > ~/holder
for visitor in 1 2 3; do nc -N -w 1 127.0.0.1 7003 < /dev/null; done
sudo systemctl stop hello-daemon.service
sudo systemctl start hello.socket
