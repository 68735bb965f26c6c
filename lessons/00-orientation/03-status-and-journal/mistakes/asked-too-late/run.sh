sudo sed -i s/adress/address/ /etc/mirror.conf
sudo systemctl restart mirror.service
until ss -Hltn 'sport = :7011' | grep -q LISTEN; do sleep 0.1; done
systemctl show -P Result mirror.service > ~/result
