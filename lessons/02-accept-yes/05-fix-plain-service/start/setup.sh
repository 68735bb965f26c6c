chmod 755 /usr/local/bin/advice
systemctl daemon-reload
systemctl enable --now --quiet advice.socket
# The first client of the day, and what it leaves behind.
nc -N 127.0.0.1 7305 < /dev/null
until systemctl is-failed --quiet advice.socket; do sleep 0.05; done
