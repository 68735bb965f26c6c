systemctl show -P Result mirror.service > ~/result
sudo sed -i -e s/adress/address/ -e s/7011/7012/ /etc/mirror.conf
sudo systemctl restart mirror.service
until ss -Hltn 'sport = :7012' | grep -q LISTEN; do sleep 0.1; done
