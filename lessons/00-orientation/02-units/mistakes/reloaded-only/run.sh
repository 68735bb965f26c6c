sudo sed -i s/closed/open/ /etc/systemd/system/banner.service
sudo systemctl daemon-reload
