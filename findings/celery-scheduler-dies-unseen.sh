#!/usr/bin/env bash
# Celery: `worker --beat` forks its scheduler and never looks at it again. When that process dies, the
# worker stays up and says nothing, and no periodic task is ever sent any more.
# The way around: `celery beat` as a process of its own, that somebody looks after.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "$(cat "$folder/pid" 2>/dev/null)" 2>/dev/null || true; rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet celery==5.7.0 psutil==7.1.3
cd "$folder"
mkdir letters
cat >clock.py <<'PY'
from celery import Celery

folder = {"data_folder_in": "letters", "data_folder_out": "letters", "control_folder": "letters"}
app = Celery("clock", broker="filesystem://")
app.conf.update(broker_transport_options=folder, worker_enable_remote_control=False)
app.conf.beat_schedule = {"strike": {"task": "clock.strike", "schedule": 1.0}}


@app.task
def strike():
    print("struck", file=open("struck", "a"))
PY
cat >watch.py <<'PY'
import subprocess, sys, time
from importlib.metadata import version

import psutil

print("celery", version("celery"), "python", sys.version.split()[0])
log = open("log", "w")
words = "-m celery -A clock worker --beat --schedule times --pool threads --concurrency 1"
words += " --without-gossip --without-mingle --without-heartbeat --loglevel warning"
worker = subprocess.Popen([sys.executable, *words.split()], stdout=log, stderr=log)
open("pid", "w").write(str(worker.pid))


def struck():
    try:
        return len(open("struck").readlines())
    except FileNotFoundError:
        return 0


until = time.monotonic() + 300
while struck() < 3 and time.monotonic() < until:
    time.sleep(0.5)
[scheduler] = psutil.Process(worker.pid).children()
said, before = len(open("log").read()), struck()
scheduler.kill()
time.sleep(3)  # what was sent already is still done
after = struck()
time.sleep(12)
later, alive = struck(), worker.poll() is None
words = open("log").read()[said:]
print(f"struck {before} times; the scheduler is killed; {after} after 3 s, {later} after 15 s")
print(f"the worker is {'up' if alive else 'down'} and said: {words.strip() or 'nothing'}")
worker.terminate()
worker.wait()
sys.exit(0 if before >= 3 and later == after and alive and not words.strip() else 1)
PY
venv/bin/python watch.py
