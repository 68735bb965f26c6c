systemctl daemon-reload
systemctl enable --now demo-lamp.service
systemctl mask demo-bell.service
