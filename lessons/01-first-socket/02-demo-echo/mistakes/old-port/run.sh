sudo systemctl daemon-reload
sudo systemctl enable --now demo-echo.socket
# The file is corrected; the running socket is not.
sudo sed -i 's/9090/9091/' /etc/systemd/system/demo-echo.socket
sudo systemctl daemon-reload
