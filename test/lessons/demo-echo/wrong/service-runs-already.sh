# The service was started first, so the socket cannot.
# fails: listening
# hint: runs by itself
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
sudo tee /etc/systemd/system/demo-echo.service > /dev/null <<'UNIT'
[Service]
ExecStart=/bin/sleep infinity
UNIT
sudo systemctl daemon-reload
sudo systemctl start demo-echo.service
