# The files say hardly anything; drop-ins say the rest.
sudo tee /etc/systemd/system/demo-echo.socket > /dev/null <<'UNIT'
[Unit]
Description=Demo echo socket

[Socket]
ListenStream=9999
UNIT
sudo tee /etc/systemd/system/demo-echo@.service > /dev/null <<'UNIT'
[Service]
ExecStart=/bin/false
UNIT
sudo mkdir -p /etc/systemd/system/demo-echo.socket.d
sudo mkdir -p /etc/systemd/system/demo-echo@.service.d
sudo tee /etc/systemd/system/demo-echo.socket.d/10-listen.conf > /dev/null <<'UNIT'
[Socket]
ListenStream=
ListenStream=127.0.0.1:9091
Accept=yes

[Install]
WantedBy=sockets.target
UNIT
sudo tee /etc/systemd/system/demo-echo@.service.d/cat.conf > /dev/null <<'UNIT'
[Service]
ExecStart=
ExecStart=/bin/cat
StandardInput=socket
UNIT
sudo systemctl daemon-reload
sudo systemctl enable --now demo-echo.socket
printf 'hello\n' | nc -N 127.0.0.1 9091
