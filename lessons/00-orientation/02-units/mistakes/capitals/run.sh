sudo sed -i s/closed/Open/ /etc/systemd/system/banner.service
sudo systemctl daemon-reload
sudo systemctl restart banner.service
until ss -Hltn 'sport = :7010' | grep -q LISTEN; do sleep 0.1; done
