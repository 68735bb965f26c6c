chmod 755 /usr/local/bin/app
systemctl daemon-reload
systemctl enable --quiet --now app.socket
for _ in 1 2 3; do nc -N 127.0.0.1 7080 < /dev/null > /dev/null; done
# The other pair is enabled the wrong way round: the learner is to find that.
systemctl enable --quiet desk.service
systemctl start desk.socket
