# A Unix socket.
# fails: address
# hint: a path in the file system
sudo tee /etc/systemd/system/demo-echo.socket > /dev/null <<'UNIT'
[Unit]
Description=Demo echo socket

[Socket]
ListenStream=/run/demo-echo.sock
Accept=yes

[Install]
WantedBy=sockets.target
UNIT
sudo tee /etc/systemd/system/demo-echo@.service > /dev/null <<'UNIT'
[Service]
ExecStart=/bin/cat
StandardInput=socket
StandardOutput=socket
StandardError=journal
UNIT
sudo systemctl daemon-reload
sudo systemctl enable --now demo-echo.socket
printf 'hello\n' | sudo nc -N -U /run/demo-echo.sock
