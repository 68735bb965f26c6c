# A socket of systemd-run, gone with the next boot.
# fails: verify
# hint: 
sudo systemd-run --unit=demo-echo --socket-property=ListenStream=127.0.0.1:9091 --socket-property=Accept=yes -p StandardInput=socket /bin/cat
printf 'hello\n' | nc -N 127.0.0.1 9091
