"""10,000 prepared decisions told at once: moved, written down, a letter each."""

import json
import sys
import time

import django

django.setup()

from applications.models import Move  # noqa: E402  the settings come first
from bench import ground, publish  # noqa: E402
from selection.deciding.batch import Pace, prepared, seal  # noqa: E402
from selection.deciding.publication import publish as tell_all  # noqa: E402

stop = ground.furnish()
by = publish._prepare(stop)  # noqa: SLF001  an earlier build offers it so
seen = seal(prepared(stop))
sys.stdout.write("ready\n")
sys.stdout.flush()
sys.stdin.readline()
cpu = time.process_time()
count = tell_all(stop, by=by, seen=seen, pace=Pace(wave=500))
cpu = time.process_time() - cpu
told = count, Move.objects.count(), publish._letters()  # noqa: SLF001
sys.stdout.write(json.dumps({"cpu_s": cpu, "ok": told == (publish.MANY,) * 3}) + "\n")
