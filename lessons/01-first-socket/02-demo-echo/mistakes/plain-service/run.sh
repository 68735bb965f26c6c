sudo systemctl daemon-reload
sudo systemctl enable --now demo-echo.socket
printf 'hello\n' | nc -N 127.0.0.1 9091
