sudo systemctl daemon-reload
sudo systemctl restart wrapped.socket
# Ends when the socket has given up.
nc -N 127.0.0.1 7304 < /dev/null
until systemctl is-failed --quiet wrapped.socket; do sleep 0.1; done
