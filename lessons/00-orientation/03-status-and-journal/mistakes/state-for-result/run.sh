systemctl show -P ActiveState mirror.service > ~/result
sudo sed -i s/adress/address/ /etc/mirror.conf
sudo systemctl restart mirror.service
sleep 0.5
