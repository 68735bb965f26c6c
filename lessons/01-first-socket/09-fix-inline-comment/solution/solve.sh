systemd-analyze verify /etc/systemd/system/notes.socket
sudo sed -i 's/^\(ListenStream=[^ ]*\) \(#.*\)/\2\n\1/' /etc/systemd/system/notes.socket
systemd-analyze verify /etc/systemd/system/notes.socket
sudo systemctl daemon-reload
sudo systemctl restart notes.socket
echo hello | nc -N 127.0.0.1 7109
echo inline-comment > ~/cause
