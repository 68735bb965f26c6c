sudo systemctl daemon-reload
sudo systemctl enable --now demo-echo.service
sleep 0.3
printf 'hello\n' | nc -N 127.0.0.1 9091
