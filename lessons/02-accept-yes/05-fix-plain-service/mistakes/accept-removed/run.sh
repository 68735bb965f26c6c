sudo sed -i /Accept/d /etc/systemd/system/advice.socket
sudo systemctl daemon-reload
sudo systemctl restart advice.socket
# Ends when the socket has given up.
nc -N 127.0.0.1 7305 < /dev/null
until systemctl is-failed --quiet advice.socket; do sleep 0.1; done
echo plain-service > ~/cause
