"""`make bench`, or `python -m bench [claims form list publish search submit triage weight] [--pairs 7] [--size 60]`."""

import os
import subprocess
import sys

from bench import database
from microlabs import embedded

with embedded.servers():
    laptop = {
        "DJANGO_SETTINGS_MODULE": "microlabs.settings",
        "MICROLABS_MODE": "laptop",
        "MICROLABS_DEBUG": "0",
    }
    environment = (
        os.environ
        | laptop
        | {"DATABASE_URL": database.address(), "MICROLABS_APPLICATIONS_PER_HOUR": "1000000"}
    )
    command = [sys.executable, "-m", "bench.run", *sys.argv[1:]]
    sys.exit(subprocess.run(command, env=environment, check=False).returncode)  # noqa: S603
