systemctl daemon-reload
systemctl start banner.service
# Started means executed, not yet listening.
until ss -Hltn 'sport = :7010' | grep -q LISTEN; do sleep 0.05; done
