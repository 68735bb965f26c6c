sudo systemctl daemon-reload
sudo systemctl start north.socket
sudo systemctl reset-failed east.socket
