systemctl status mirror.service
systemctl show -P Result mirror.service > ~/result
journalctl -u mirror.service -n 5
sudo systemctl restart mirror.service
until echo hello | nc -N 127.0.0.1 7011; do sleep 0.1; done
