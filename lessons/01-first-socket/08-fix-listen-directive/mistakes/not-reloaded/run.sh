sudo sed -i 's/^Listen=/ListenStream=/' /etc/systemd/system/web.socket
echo no-such-directive > ~/cause
