sudo systemctl daemon-reload
systemctl show desk.socket -p MaxConnections
printf 'hello\n' | nc -N 127.0.0.1 7304
