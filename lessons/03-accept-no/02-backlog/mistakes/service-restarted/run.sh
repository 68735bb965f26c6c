sudo systemctl daemon-reload
sudo systemctl restart slow.service
