sudo sed -i /Accept/d /etc/systemd/system/mirror.socket
sudo mv /etc/systemd/system/mirror@.service /etc/systemd/system/mirror.service
sudo systemctl daemon-reload
sudo systemctl restart mirror.socket
echo no-standard-input > ~/cause
