systemctl show -P Result mirror.service > ~/result
sudo sed -i -e s/adress/address/ -e s/7011/7012/ /etc/mirror.conf
sudo systemctl restart mirror.service
sleep 0.5
