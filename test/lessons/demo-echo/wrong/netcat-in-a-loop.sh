# nc listens, again and again.
# fails: verify
# hint: opened the port by itself
setsid -f bash -c 'while :; do nc -l 127.0.0.1 9091 < /dev/null; done' > /dev/null 2>&1 < /dev/null
sleep 0.5
