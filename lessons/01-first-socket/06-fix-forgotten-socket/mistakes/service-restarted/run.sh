sudo systemctl restart tally.service
sleep 0.3
echo forgotten-socket > ~/cause
