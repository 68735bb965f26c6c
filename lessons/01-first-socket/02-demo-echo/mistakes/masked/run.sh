sudo systemctl mask demo-echo.socket
sudo systemctl start demo-echo.socket
