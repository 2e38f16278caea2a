"""`make bench`, or `python -m bench [NAMES] [--pairs 7] [--size 60]`.

NAMES are any of: askings blind claims exports figures form list lists publish relay search seats
sessions slots submit triage weight.
`python -m bench morning SITE` counts presses on a running demonstration instead, and
`python -m bench newcomer SITE` the minutes until somebody who begins with nothing has a stop open.
"""

import os
import subprocess
import sys

from bench import database, morning, newcomer
from microlabs import embedded

if sys.argv[1:2] in (["morning"], ["newcomer"]):
    {"morning": morning, "newcomer": newcomer}[sys.argv[1]].main(*sys.argv[2:])
    sys.exit()

with embedded.servers():
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "microlabs.settings",
        "MICROLABS_MODE": "laptop",
        "MICROLABS_DEBUG": "0",
        "REDIS_URL": os.environ.get("REDIS_URL") or embedded.redis_url(),
        "DATABASE_URL": database.url(),
        "MICROLABS_APPLICATIONS_PER_HOUR": "1000000",
    }
    command = [sys.executable, "-m", "bench.run", *sys.argv[1:]]
    sys.exit(subprocess.run(command, env=environment, check=False).returncode)  # noqa: S603
