sudo systemctl daemon-reload
echo no-standard-input > ~/cause
