echo plain-service > ~/cause
