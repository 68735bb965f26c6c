# A program that does not exist.
# fails: verify
# hint: does not exist or cannot be executed
sudo tee /etc/systemd/system/demo-echo.socket > /dev/null <<'UNIT'
[Unit]
Description=Demo echo socket

[Socket]
ListenStream=127.0.0.1:9091
Accept=yes

[Install]
WantedBy=sockets.target
UNIT
sudo tee /etc/systemd/system/demo-echo@.service > /dev/null <<'UNIT'
[Service]
ExecStart=/bin/catt
StandardInput=socket
StandardOutput=socket
StandardError=journal
UNIT
sudo systemctl daemon-reload
sudo systemctl enable --now demo-echo.socket
printf 'hello\n' | nc -N 127.0.0.1 9091
