# The socket listens on another port; socat forwards.
# fails: address
# hint: systemd does not hold it
sudo tee /etc/systemd/system/demo-echo.socket > /dev/null <<'UNIT'
[Unit]
Description=Demo echo socket

[Socket]
ListenStream=127.0.0.1:9092
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
setsid -f socat TCP-LISTEN:9091,bind=127.0.0.1,reuseaddr,fork TCP:127.0.0.1:9092 < /dev/null > /dev/null 2>&1
sleep 0.3
printf 'hello\n' | nc -N 127.0.0.1 9091
