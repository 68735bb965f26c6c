# A service unit whose program opens the port.
# fails: verify
# hint: opened the port by itself
sudo tee /etc/systemd/system/demo-echo.service > /dev/null <<'UNIT'
[Service]
ExecStart=/usr/bin/socat TCP-LISTEN:9091,bind=127.0.0.1,fork EXEC:cat
[Install]
WantedBy=multi-user.target
UNIT
sudo systemctl daemon-reload
sudo systemctl enable --now demo-echo.service
sleep 0.3
printf 'hello\n' | nc -N 127.0.0.1 9091
