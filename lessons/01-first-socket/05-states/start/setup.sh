chmod 755 /usr/local/bin/compass
systemctl daemon-reload
systemctl start south.socket east.socket
# One visitor is enough: the service ends without accepting, and is started again until the limit.
# nc ends when the socket does: nobody takes its connection before.
nc -N 127.0.0.1 7122 < /dev/null || true
until systemctl is-failed --quiet east.socket; do sleep 0.05; done
