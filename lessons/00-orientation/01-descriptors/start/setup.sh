systemctl daemon-reload
systemctl start greeter.socket hello-daemon.service lobby.service
# Started means executed, not yet listening.
until [ "$(ss -Hltn 'sport = :7001 or sport = :7003' | wc -l)" = 2 ]; do sleep 0.05; done
