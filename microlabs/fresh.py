"""`make fresh`: an empty database for the laptop, when somebody asks for it by name."""

from __future__ import annotations

import os
import sys

import psycopg

from microlabs import embedded

FOREIGN = "DATABASE_URL names a database of your own: it is not ours to empty."
IN_USE = "The database is in use: stop `make run` first (Ctrl-C), then ask again."
DONE = "The laptop’s database is empty. `make run` makes it anew, with its demonstration stop."


def main() -> str:
    """Throw away what the laptop's own database holds; say what became of it."""
    if os.environ.get("DATABASE_URL"):
        sys.exit(FOREIGN)
    with embedded.servers():
        try:
            embedded.empty_database()
        except psycopg.errors.ObjectInUse:
            sys.exit(IN_USE)
    return DONE


if __name__ == "__main__":
    sys.stdout.write(f"{main()}\n")
