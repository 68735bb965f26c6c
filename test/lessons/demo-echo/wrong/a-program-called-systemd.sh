# A listener that calls itself systemd; its PID is not 1.
# fails: verify
# hint: opened the port by itself
cat > ~/systemd <<'PY'
import socket, threading
server = socket.create_server(('127.0.0.1', 9091))
open('/proc/self/comm', 'w').write('systemd')
def serve(client):
    while data := client.recv(4096):
        client.sendall(data)
    client.close()
while True:
    threading.Thread(target=serve, args=(server.accept()[0],)).start()
PY
setsid -f python3 ~/systemd > /dev/null 2>&1 < /dev/null
sleep 0.5
printf 'hello\n' | nc -N 127.0.0.1 9091
