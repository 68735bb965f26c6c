chmod 755 /usr/local/bin/ledger
# Left over from somebody's experiment: held by a process that no unit owns.
setsid socat TCP-LISTEN:7307,bind=127.0.0.1,fork,reuseaddr SYSTEM:'echo experiment' < /dev/null > /dev/null 2>&1 &
until ss -Hltn 'sport = :7307' | grep -q LISTEN; do sleep 0.05; done
systemctl daemon-reload
systemctl enable --quiet ledger.socket
systemctl start ledger.socket || true
