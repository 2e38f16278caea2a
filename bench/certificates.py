"""Three hundred certificates in one task: seconds of CPU, and the memory that they take.

`python -m bench.certificates`
"""

from __future__ import annotations

import os
import resource
import sys
import time
from datetime import UTC, datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "microlabs.settings")
django.setup()

from workshops.after.certificates import paper_of, unwritable, zipped  # noqa: E402
from workshops.models import Certificate  # noqa: E402  models are read once it is set up

COUNT = 300
NAMES = ("فاطمة الزهراء العلالي", "Mohammed Amine Benjelloun", "عبد الإله لالاوي الإدريسي")
WORDS = {
    "center_ar": "المركز الجهوي للاستثمار فاس مكناس",
    "center_fr": "CRI Fès-Meknès",
    "title_ar": "انطلاقة: قرض مدعم لمشروعك",
    "title_fr": "Intelaka : un crédit garanti pour votre projet",
    "when_ar": "9 دجنبر 2026 · 60 دقيقة",
    "when_fr": "9 décembre 2026 · 60 minutes",
    "words_ar": "شارك(ت) في ورشة",
    "words_fr": "a participé à l’atelier",
    "check_ar": "للتحقق: امسح الرمز أو افتح هذا العنوان",
    "check_fr": "Pour vérifier : scannez le code, ou ouvrez cette adresse",
}


def certificates() -> list[Certificate]:
    """So many, which no database knows."""
    made_at = datetime(2026, 12, 9, 12, tzinfo=UTC)
    rows = []
    for number in range(COUNT):
        key = f"bench{number:011}"
        link = f"https://labs.example.ma/certificate/{key}"
        own = {"name": f"{NAMES[number % len(NAMES)]}", "link": link}
        rows.append(Certificate(key=key, words=WORDS | own, made_at=made_at))
    return rows


def main() -> None:
    """Print what one PDF of all, a ZIP of each, and the look at their names cost."""
    rows = certificates()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name, make in (
        ("names looked at", lambda: unwritable([row.words["name"] for row in rows])),
        ("one PDF", lambda: paper_of(rows)),
        ("a ZIP of each", lambda: zipped(rows)),
    ):
        wall, start = time.perf_counter(), time.process_time()
        made = make()
        spent, lasted = time.process_time() - start, time.perf_counter() - wall
        told = f"{COUNT} certificates, {name}: {spent:.2f} s CPU, {lasted:.2f} s, {len(made):,}"
        sys.stdout.write(f"{told}\n")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sys.stdout.write(f"memory: {peak // 1024} MB, {(peak - before) // 1024} MB more\n")


if __name__ == "__main__":
    main()
