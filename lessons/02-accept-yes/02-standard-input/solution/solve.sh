sudo systemctl daemon-reload
printf 'good morning\n' | nc -N 127.0.0.1 7302
