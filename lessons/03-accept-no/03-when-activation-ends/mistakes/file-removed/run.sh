sudo systemctl disable --now board.socket
sudo systemctl stop board.service
sudo rm /etc/systemd/system/board.socket
sudo systemctl daemon-reload
