systemctl show -P Result mirror.service > ~/result
sudo sed -i s/adress/address/ /etc/mirror.conf
