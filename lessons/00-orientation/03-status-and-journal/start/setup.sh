systemctl daemon-reload
systemctl enable --now lamp.service
systemctl enable --now mirror.service
until [ "$(systemctl show -P ActiveState mirror.service)" = failed ]; do sleep 0.05; done
