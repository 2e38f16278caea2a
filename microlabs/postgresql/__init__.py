"""Django's PostgreSQL backend with our own way of knowing whether a connection still lives."""
