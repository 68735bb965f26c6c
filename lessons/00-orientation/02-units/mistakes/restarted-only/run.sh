sudo sed -i s/closed/open/ /etc/systemd/system/banner.service
sudo systemctl restart banner.service
