sudo pkill socat
sleep 0.2
echo port-taken > ~/cause
