"""Ten thousand files, a tenth of them judged, thirty pairs that look alike; a session to look."""

import json
import sys

import django

django.setup()

from django.db import connection  # noqa: E402  the settings come first

from applications.models import Application  # noqa: E402
from bench import ground, triage  # noqa: E402
from people.models import Membership, User  # noqa: E402

ANSWERED = {
    "name": "فاطمة الزهراء العلوي", "locality": "المدينة القديمة", "area": "urban",
    "activity": "بيع الملابس", "needs": ["funding", "customers"], "connection": "weak",
    "video": False, "hours": ["evening"], "kind": "project", "province": "MA-FES",
    "sector": "trade", "stage": "idea",
}  # fmt: skip
JUDGED = """
INSERT INTO selection_review
  (application_id, slot, reviewer_id, locked, assigned_at, verdict, scores, comment, judged_at)
SELECT id, 1, %s, FALSE, now(), (ARRAY['yes', 'yes', 'wait', 'no'])[1 + (id / 10) %% 4],
  '{}', '', now()
FROM applications_application WHERE id %% 10 = 0
"""
ALIKE = """
UPDATE applications_application AS file SET phone = other.phone
FROM applications_application AS other WHERE other.id = file.id - 1 AND file.id %% 300 = 0
"""
stop = ground.furnish()
triage._prepare(stop)  # noqa: SLF001  an earlier build offers it so
other = User.objects.filter(email="other@example.invalid").first() or User.objects.create_user(
    name="Other", email="other@example.invalid"
)
Membership.objects.get_or_create(user=other, role=Membership.Role.REVIEWER, center=stop.center)
with connection.cursor() as cursor:
    cursor.execute("UPDATE applications_application SET answers = %s", [json.dumps(ANSWERED)])
    cursor.execute(JUDGED, [other.pk])
    cursor.execute(ALIKE.replace("%%", "%"))
    cursor.execute("VACUUM ANALYZE")
best = Application.objects.filter(stop=stop, reviews=None)
files = best.order_by("-prescore__points", "submitted_at").values_list("reference", flat=True)
told = {"session": ground.session(), "files": list(files[:3000])}
sys.stdout.write("\n" + json.dumps(told) + "\n")
