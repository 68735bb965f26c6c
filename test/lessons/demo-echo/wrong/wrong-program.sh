# A program that does not exist, and a systemd-analyze that does not mind.
# fails: echo
# hint: 
printf '#!/bin/sh\nexit 0\n' | sudo tee /usr/bin/systemd-analyze > /dev/null
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
