sudo systemctl daemon-reload
sudo systemctl enable demo-echo@.service
sudo systemctl start demo-echo.socket
printf 'hello\n' | nc -N 127.0.0.1 9091
