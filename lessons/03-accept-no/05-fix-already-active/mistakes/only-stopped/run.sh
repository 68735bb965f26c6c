sudo systemctl disable --now relay.service
echo started-first > ~/cause
