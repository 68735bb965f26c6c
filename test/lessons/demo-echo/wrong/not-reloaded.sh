# Accept=no was loaded; the file says yes by now.
# fails: accept
# hint: still has the older text in mind
sudo tee /etc/systemd/system/demo-echo.socket > /dev/null <<'UNIT'
[Unit]
Description=Demo echo socket

[Socket]
ListenStream=127.0.0.1:9091
Accept=no

[Install]
WantedBy=sockets.target
UNIT
sudo tee /etc/systemd/system/demo-echo.service > /dev/null <<'UNIT'
[Service]
ExecStart=/bin/cat
StandardInput=socket
StandardOutput=socket
StandardError=journal
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
sudo sed -i 's/Accept=no/Accept=yes/' /etc/systemd/system/demo-echo.socket
