"""A sheet of 2,000 people: what it would become is found out, then it is recorded."""

import json
import random
import sys
import time

import django

django.setup()

from django.db import connection  # noqa: E402  the settings come first

from applications.models import Application  # noqa: E402
from bench import ground  # noqa: E402
from desk.examining import examine, receive  # noqa: E402
from desk.importing import Terms, record  # noqa: E402
from desk.reading import Choice  # noqa: E402
from messaging.models import Message  # noqa: E402
from people.models import User  # noqa: E402

MANY = 2_000
EMPTY = "TRUNCATE applications_application CASCADE; DELETE FROM messaging_message"
HEADER = (
    "name,phone,email,kind,province,sector,activity,stage,needs,connection,video,language,whatsapp"
)
REST = "project,MA-FES,trade,بيع الملابس,idea,funding,weak,no,ar,yes"


def worked(people: int) -> bool:
    """Look at a sheet of so many people whom nobody knows, and record it; whether all of it."""
    first = random.randrange(90_000_000)  # noqa: S311  telephones that nobody has yet
    rows = [
        f"Salma Bench {number} El Fassi,06{first + number:08},"
        f"{'' if number % 3 else f's{first + number}@example.invalid'},{REST}"
        for number in range(people)
    ]
    sheet = "\n".join([HEADER, *rows]).encode()
    parcel = receive(sheet, stop=stop, owner=by)
    is_good = examine(parcel, stop, by.language, Choice()).people == people
    return is_good and record(parcel, stop=stop, by=by, terms=Terms(people=people))


stop = ground.furnish()
by = User.objects.get(email=ground.STAFF)
with connection.cursor() as cursor:
    cursor.execute(EMPTY)
worked(1)  # a worker has read the form before
sys.stdout.write("ready\n")
sys.stdout.flush()
sys.stdin.readline()
cpu = time.process_time()
ok = worked(MANY)
cpu = time.process_time() - cpu
ok = ok and Application.objects.filter(stop=stop, state="submitted").count() == MANY + 1
ok = ok and Message.objects.filter(event="receipt").count() > MANY
sys.stdout.write(json.dumps({"cpu_s": cpu, "rows_a_cpu_s": MANY / cpu, "ok": ok}) + "\n")
