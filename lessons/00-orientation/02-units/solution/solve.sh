systemctl show -p NeedDaemonReload banner.service
sudo systemctl daemon-reload
sudo systemctl restart banner.service
until nc -N 127.0.0.1 7010 < /dev/null; do sleep 0.1; done
