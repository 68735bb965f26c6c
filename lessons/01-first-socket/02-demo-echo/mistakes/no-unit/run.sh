# No unit at all: socat answers.
setsid -f socat TCP-LISTEN:9091,bind=127.0.0.1,reuseaddr,fork EXEC:cat < /dev/null > /dev/null 2>&1
sleep 0.3
printf 'hello\n' | nc -N 127.0.0.1 9091
