sudo systemctl daemon-reload
sudo systemctl enable demo-echo.socket
