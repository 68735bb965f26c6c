# [Sockets] is no section.
# fails: verify
# hint: does not know a section of that name
sudo tee /etc/systemd/system/demo-echo.socket > /dev/null <<'UNIT'
[Unit]
Description=Demo echo socket

[Sockets]
ListenStream=127.0.0.1:9091
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
printf 'hello\n' | nc -N 127.0.0.1 9091
