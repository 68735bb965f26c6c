sudo systemctl daemon-reload
echo output-elsewhere > ~/cause
