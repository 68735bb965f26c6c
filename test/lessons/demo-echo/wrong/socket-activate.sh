# systemd’s own test tool is not PID 1.
# fails: verify
# hint: opened the port by itself
setsid -f systemd-socket-activate -l 127.0.0.1:9091 --accept --inetd /bin/cat < /dev/null > /dev/null 2>&1
sleep 0.5
printf 'hello\n' | nc -N 127.0.0.1 9091
