sudo systemctl restart tide@main.service
echo enabled-template > ~/cause
