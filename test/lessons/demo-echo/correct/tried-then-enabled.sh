# Started and tried first; then stopped, which makes PID 1 forget its count; then enabled.
sudo tee /etc/systemd/system/demo-echo.socket > /dev/null <<'UNIT'
[Socket]
ListenStream=127.0.0.1:9091
Accept=yes
[Install]
WantedBy=sockets.target
UNIT
sudo tee /etc/systemd/system/demo-echo@.service > /dev/null <<'UNIT'
[Service]
ExecStart=/bin/cat
StandardInput=socket
UNIT
sudo systemctl daemon-reload
sudo systemctl start demo-echo.socket
printf 'hello\n' | nc -N 127.0.0.1 9091
sudo systemctl stop demo-echo.socket
sudo systemctl enable --now demo-echo.socket
