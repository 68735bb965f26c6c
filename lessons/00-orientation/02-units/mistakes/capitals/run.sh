sudo sed -i s/closed/Open/ /etc/systemd/system/banner.service
sudo systemctl daemon-reload
sudo systemctl restart banner.service
sleep 0.5
