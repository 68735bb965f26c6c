# socat answers, and ss says that it is systemd.
# fails: verify
# hint: opened the port by itself
setsid -f socat TCP-LISTEN:9091,bind=127.0.0.1,reuseaddr,fork EXEC:cat < /dev/null > /dev/null 2>&1
sleep 0.3
sudo tee /usr/local/bin/ss > /dev/null <<'TOOL'
#!/bin/sh
echo 'LISTEN 0 4096 127.0.0.1:9091 0.0.0.0:* users:(("systemd",pid=1,fd=32))'
TOOL
sudo chmod +x /usr/local/bin/ss
printf 'hello\n' | nc -N 127.0.0.1 9091
