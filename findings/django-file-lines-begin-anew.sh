#!/usr/bin/env bash
# A file of Django's storage that was moved by `seek` and is then read line by line gives its first line: `File.__iter__`
# reads by chunks, which begin at 0 again. Python's own file goes on where it is.
# The way around: `iter(file.readline, b"")`.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv made
made/bin/pip install --quiet --disable-pip-version-check Django==5.2.19

cat > look.py <<'PYTHON'
import sys
from io import BytesIO

import django
from django.core.files import File

kept = File(BytesIO(b"one\ntwo\n"))
kept.seek(4)
by_lines = next(iter(kept))
kept.seek(4)
by_readline = kept.readline()
print(f"Django {django.get_version()}: by lines {by_lines!r}, by readline {by_readline!r}")
as_before = (by_lines, by_readline) == (b"one\n", b"two\n")
print("As stated." if as_before else "This has changed.")
sys.exit(not as_before)
PYTHON
made/bin/python look.py
