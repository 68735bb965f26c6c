sudo mv /etc/systemd/system/advice.service /etc/systemd/system/advice@.service
sudo systemctl daemon-reload
echo plain-service > ~/cause
