chmod 755 /usr/local/bin/tide
systemctl daemon-reload
systemctl enable --quiet tide@.service
# What the boot did.
systemctl start tide@main.service 2> /dev/null || true
until systemctl is-failed --quiet tide@main.service; do sleep 0.05; done
