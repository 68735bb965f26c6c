sudo sed -i s/adress/address/ /etc/mirror.conf
sudo systemctl restart mirror.service
sleep 0.5
systemctl show -P Result mirror.service > ~/result
