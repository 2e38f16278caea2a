#!/usr/bin/env python
"""Django's command line, with the laptop's own PostgreSQL and Redis when none is configured."""

import os
import sys
from contextlib import nullcontext

from django.core.management import execute_from_command_line

from microlabs import embedded

WITHOUT_SERVERS = {"collectstatic", "help", "--help", "translations", "--version"}


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "microlabs.settings")
    with nullcontext() if WITHOUT_SERVERS.intersection(sys.argv[1:2]) else embedded.servers():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
