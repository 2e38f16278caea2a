"""The PostgreSQL and Redis of a laptop, from wheels, when no server is configured."""
