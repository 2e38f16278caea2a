#!/usr/bin/env bash
# icalendar: the first definition (VTIMEZONE) of a zone whose name is not a known one stays for the whole process.
# A second calendar that defines the same name otherwise is read by the first one's: an event at ten o'clock and three
# hours east of Greenwich is put two hours late, though its own file says where it is.
# The way around: `icalendar.use_zoneinfo()` before each file forgets what the one before has defined.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv made
made/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2 tzdata==2026.6

cat > look.py <<'PYTHON'
import sys
from importlib.metadata import version

from icalendar import Calendar, use_zoneinfo

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//an office//EN
BEGIN:VTIMEZONE
TZID:Office
BEGIN:STANDARD
DTSTART:20200101T000000
TZOFFSETFROM:{offset}
TZOFFSETTO:{offset}
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:1@example.org
DTSTAMP:20261101T080000Z
DTSTART;TZID=Office:20261201T100000
SUMMARY:Meeting
END:VEVENT
END:VCALENDAR
"""


def begins(offset):
    """When the event of a calendar begins whose zone lies so far east."""
    if forgetting:
        use_zoneinfo()
    calendar = Calendar.from_ical(CALENDAR.format(offset=offset).replace("\n", "\r\n"))
    return calendar.walk("VEVENT")[0]["DTSTART"].dt.isoformat()


print("icalendar", version("icalendar"))
offsets = [word for word in sys.argv[1:] if word != "forgetting"]
forgetting = "forgetting" in sys.argv
found = [begins(offset) for offset in offsets]
for offset, moment in zip(offsets, found, strict=True):
    print(f"Office is {offset}: the event begins at {moment}")
print("END", *found)
PYTHON
as_before=yes
look() { # title, the moments that are expected, offsets
    echo "$1:"
    expected=$2
    shift 2
    found=$(made/bin/python look.py "$@")
    echo "$found" | grep -v END
    [ "$(echo "$found" | tail -1)" = "END $expected" ] || as_before=no
}
ten=2026-12-01T10:00:00
look "alone" "$ten+03:00" +0300
look "after another one" "$ten+01:00 $ten+01:00" +0100 +0300
look "after another one, forgotten" "$ten+01:00 $ten+03:00" +0100 +0300 forgetting
if [ "$as_before" = yes ]; then echo "As stated."; else echo "This has changed." && exit 1; fi
