sudo pkill socat
while ss -Hltn 'sport = :7307' | grep -q LISTEN; do sleep 0.1; done
echo port-taken > ~/cause
