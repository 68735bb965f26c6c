# A systemctl that says what one wants to hear, and nothing else.
# fails: verify
# hint: is not systemd's own command
sudo tee /usr/local/bin/systemctl > /dev/null <<'TOOL'
#!/bin/sh
echo 'ActiveState=active'
echo 'SubState=listening'
TOOL
sudo chmod +x /usr/local/bin/systemctl
systemctl enable --now demo-echo.socket
