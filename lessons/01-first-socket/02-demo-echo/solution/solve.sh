systemd-analyze verify /etc/systemd/system/demo-echo.socket /etc/systemd/system/demo-echo@.service
sudo systemctl daemon-reload
sudo systemctl enable --now demo-echo.socket
systemctl show demo-echo.socket -p Listen -p ActiveState -p SubState
printf 'socket activation works\n' | nc -N 127.0.0.1 9091
systemctl status demo-echo.socket
journalctl -u demo-echo.socket -n 10
