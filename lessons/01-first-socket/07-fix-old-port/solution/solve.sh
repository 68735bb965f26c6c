systemctl show time.socket -p NeedDaemonReload -p Listen
sudo systemctl daemon-reload
sudo systemctl restart time.socket
nc -N 127.0.0.1 7207 < /dev/null
echo not-reloaded > ~/cause
