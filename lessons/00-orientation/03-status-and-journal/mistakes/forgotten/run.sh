systemctl show -P Result mirror.service > ~/result
sudo systemctl reset-failed mirror.service
