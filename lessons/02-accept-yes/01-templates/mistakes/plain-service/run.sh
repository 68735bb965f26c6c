sudo systemctl daemon-reload
sudo systemctl start ticket.socket
