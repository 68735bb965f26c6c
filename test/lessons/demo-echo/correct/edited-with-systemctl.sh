# Written by `systemctl edit`, with an editor that is a script.
cat > ~/editor <<'EDITOR'
#!/bin/bash
for file; do case $file in
  *socket*) printf '[Socket]\nListenStream=127.0.0.1:9091\nAccept=1\n[Install]\nWantedBy=sockets.target\n' > "$file" ;;
  *) printf '[Service]\nExecStart=cat\nStandardInput=socket\n' > "$file" ;;
esac; done
EDITOR
chmod +x ~/editor
for unit in demo-echo.socket demo-echo@.service; do
  script -qec "sudo SYSTEMD_EDITOR=/home/learner/editor systemctl edit --full --force $unit" /dev/null
done
sudo systemctl enable --now demo-echo.socket
printf 'hello\n' | nc -N 127.0.0.1 9091
