# Not cat, and not root: a hardened echo of another make.
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
[Unit]
Description=Demo echo, one connection
CollectMode=inactive-or-failed

[Service]
DynamicUser=yes
ProtectSystem=strict
NoNewPrivileges=yes
ExecStart=/usr/bin/python3 -u -c "import sys; [sys.stdout.write(line) for line in sys.stdin]"
StandardInput=socket
StandardError=journal
UNIT
sudo systemctl daemon-reload
sudo systemctl enable --now demo-echo.socket
printf 'hello\n' | nc -N 127.0.0.1 9091
