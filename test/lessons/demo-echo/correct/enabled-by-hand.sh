# The link that enabling makes, made with ln.
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
ExecStart=/bin/cat
StandardInput=socket
StandardOutput=socket
StandardError=journal
UNIT
sudo mkdir -p /etc/systemd/system/sockets.target.wants
sudo ln -s ../demo-echo.socket /etc/systemd/system/sockets.target.wants/demo-echo.socket
sudo systemctl daemon-reload
sudo systemctl start demo-echo.socket
printf 'hello\n' | nc -N 127.0.0.1 9091
