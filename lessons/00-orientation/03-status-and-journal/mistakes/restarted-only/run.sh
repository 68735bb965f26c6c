systemctl show -P Result mirror.service > ~/result
sudo systemctl restart mirror.service
until [ "$(systemctl show -P ActiveState mirror.service)" = failed ]; do sleep 0.1; done
