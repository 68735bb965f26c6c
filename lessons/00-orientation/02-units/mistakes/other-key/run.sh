sudo sed -i 's/^Environment=STATE=closed/STATE=open/' /etc/systemd/system/banner.service
sudo systemctl daemon-reload
sudo systemctl restart banner.service
