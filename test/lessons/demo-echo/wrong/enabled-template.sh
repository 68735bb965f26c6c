# An instance is enabled and started, the socket is not.
# fails: enabled
# hint: stands in the template
sudo tee /etc/systemd/system/demo-echo.socket > /dev/null <<'UNIT'
[Unit]
Description=Demo echo socket

[Socket]
ListenStream=127.0.0.1:9091
Accept=yes
UNIT
sudo tee /etc/systemd/system/demo-echo@.service > /dev/null <<'UNIT'
[Service]
ExecStart=/bin/cat
StandardInput=socket
StandardOutput=socket
StandardError=journal

[Install]
WantedBy=multi-user.target
DefaultInstance=1
UNIT
sudo systemctl daemon-reload
sudo systemctl enable --now demo-echo@.service
sudo systemctl start demo-echo.socket
printf 'hello\n' | nc -N 127.0.0.1 9091
