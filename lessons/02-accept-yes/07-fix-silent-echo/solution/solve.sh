sudo systemctl daemon-reload
printf 'hello\n' | nc -N 127.0.0.1 7307
echo no-standard-input > ~/cause
