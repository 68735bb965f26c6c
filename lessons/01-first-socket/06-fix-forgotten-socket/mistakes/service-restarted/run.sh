sudo systemctl restart tally.service
until systemctl is-failed --quiet tally.service; do sleep 0.1; done
echo forgotten-socket > ~/cause
