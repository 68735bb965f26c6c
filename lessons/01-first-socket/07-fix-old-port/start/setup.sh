# The past: the old file was read, and the socket opened.
unit=/etc/systemd/system/time.socket
cp -p "$unit" /tmp/time.socket.new
sed -i s/7207/7107/ "$unit"
systemctl daemon-reload
systemctl enable --quiet --now time.socket
# This morning: the file was changed. systemd compares whole seconds and less.
sleep 0.1
cp /tmp/time.socket.new "$unit"
rm /tmp/time.socket.new
touch "$unit"
