sudo systemctl stop board.socket board.service
