sudo tee /usr/local/bin/systemctl > /dev/null <<'SCRIPT'
#!/bin/sh
echo 'Listen=127.0.0.1:9091 (Stream)'
echo 'ActiveState=active'
echo 'SubState=listening'
SCRIPT
sudo chmod +x /usr/local/bin/systemctl
sudo systemctl daemon-reload
sudo systemctl enable --now demo-echo.socket
printf 'hello\n' | nc -N 127.0.0.1 9091
