# The template is a link to /dev/null.
# fails: verify
# hint: `demo-echo@.service` is masked
sudo tee /etc/systemd/system/demo-echo.socket > /dev/null <<'UNIT'
[Unit]
Description=Demo echo socket

[Socket]
ListenStream=127.0.0.1:9091
Accept=yes

[Install]
WantedBy=sockets.target
UNIT
sudo ln -s /dev/null /etc/systemd/system/demo-echo@.service
sudo systemctl daemon-reload
sudo systemctl enable --now demo-echo.socket
printf 'hello\n' | nc -N 127.0.0.1 9091
