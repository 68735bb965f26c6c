setsid -f socat TCP-LISTEN:9091,bind=127.0.0.1,reuseaddr,fork EXEC:cat < /dev/null > /dev/null 2>&1
sleep 0.3
sudo systemctl daemon-reload
sudo systemctl enable --now demo-echo.socket
printf 'hello\n' | nc -N 127.0.0.1 9091
