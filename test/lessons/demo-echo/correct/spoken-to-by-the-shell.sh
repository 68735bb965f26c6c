# No nc: the shell connects. And a harmless wrapper around ss.
printf '#!/bin/sh\nexec /usr/bin/ss "$@"\n' | sudo tee /usr/local/bin/ss > /dev/null
sudo chmod +x /usr/local/bin/ss
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
sudo systemctl daemon-reload
sudo systemctl enable --now demo-echo.socket
exec 5<>/dev/tcp/127.0.0.1/9091
echo hello >&5
read -r line <&5
exec 5>&-
