chmod 755 /usr/local/bin/tally
systemctl daemon-reload
systemctl enable --quiet tally.service
systemctl start tally.service
# Wait for the failure the learner is to find.
until systemctl is-failed --quiet tally.service; do sleep 0.05; done
