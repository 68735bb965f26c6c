chmod 755 /usr/local/bin/quote
