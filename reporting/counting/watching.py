"""The triggers by which whatever changes what is counted is marked, in the same transaction.

What comes and goes is marked once for a whole statement. A change is looked at row by row, in the
condition of the trigger: what changes nothing that is counted then costs next to nothing.
The clock is told of marks once they are committed (`NOTIFY`), so that it need not ask for them.
Installed by the room's first migration; whoever adds a column here installs them anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CHANNEL = "reporting_mark"
WHOLE = """
CREATE OR REPLACE FUNCTION reporting_mark_all_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reporting_mark (kind, ref) SELECT DISTINCT mark.kind, mark.ref FROM changed
    CROSS JOIN LATERAL (VALUES {marks}) AS mark (kind, ref) WHERE mark.ref IS NOT NULL;
    IF FOUND THEN NOTIFY {channel}; END IF;
    RETURN NULL;
END $$
"""
SINGLE = """
CREATE OR REPLACE FUNCTION reporting_mark_one_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reporting_mark (kind, ref) SELECT mark.kind, mark.ref
    FROM (VALUES {marks}) AS mark (kind, ref, marked)
    WHERE mark.ref IS NOT NULL AND mark.ref IS DISTINCT FROM mark.marked;
    IF FOUND THEN NOTIFY {channel}; END IF;
    RETURN NULL;
END $$
"""
COMES = """
CREATE OR REPLACE TRIGGER reporting_comes AFTER INSERT ON {table} REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION reporting_mark_all_{table}()
"""
GOES = """
CREATE OR REPLACE TRIGGER reporting_goes AFTER DELETE ON {table} REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION reporting_mark_all_{table}()
"""
CHANGES = """
CREATE OR REPLACE TRIGGER reporting_changes AFTER UPDATE ON {table} FOR EACH ROW
WHEN (({old}) IS DISTINCT FROM ({new})) EXECUTE FUNCTION reporting_mark_one_{table}()
"""


@dataclass(frozen=True)
class Watched:
    """A table: what is marked by a change of its `columns`, as SQL over `{row}`."""

    table: str
    marks: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    comes: bool = True
    goes: bool = True

    def statements(self) -> Iterator[str]:
        """What installs its triggers."""
        if self.columns:
            marks = ", ".join(self._before_and_after())
            yield SINGLE.format(table=self.table, marks=marks, channel=CHANNEL)
            old, new = (
                ", ".join(f"{row}.{each}" for each in self.columns) for row in ("OLD", "NEW")
            )
            yield CHANGES.format(table=self.table, old=old, new=new)
        if self.comes or self.goes:
            marks = ", ".join(
                f"('{kind}', {ref.format(row='changed')})" for kind, ref in self.marks
            )
            yield WHOLE.format(table=self.table, marks=marks, channel=CHANNEL)
        if self.comes:
            yield COMES.format(table=self.table)
        if self.goes:
            yield GOES.format(table=self.table)

    def _before_and_after(self) -> Iterator[str]:
        """Whom a changed row belongs to; whom it belonged to before, if it is somebody else."""
        for kind, ref in self.marks:
            before, after = ref.format(row="OLD"), ref.format(row="NEW")
            yield f"('{kind}', {after}, NULL)"
            yield f"('{kind}', {before}, {after})"


WATCHED = (
    Watched(
        "applications_application",
        (("file", "{row}.id"), ("place", "{row}.participation_id")),
        (
            *("stop_id", "state", "participation_id", "submitted_at", "created_at", "province_id"),
            *("sector_id", "kind", "stage", "gender", "outside", "answers", "language"),
            *("channel", "campaign"),
        ),
    ),
    Watched(
        "applications_move",
        (("file", "CASE WHEN {row}.origin = 'submitted' THEN {row}.application_id END"),),
        ("application_id", "origin", "at"),
    ),
    Watched("people_participation", (("place", "{row}.id"),), ("stop_id", "person_id")),
    Watched(
        "workshops_seat",
        (("place", "{row}.participation_id"),),
        ("participation_id", "workshop_id", "state"),
    ),
    Watched(
        "workshops_workshop",
        (("workshop", "{row}.id"),),
        ("stop_id", "theme_id", "state", "ends_at"),
        comes=False,
        goes=False,
    ),
    Watched("workshops_arrival", (("seat", "{row}.seat_id"),), ("seat_id", "state", "second")),
    Watched("workshops_opinion", (("seat", "{row}.seat_id"),), ("seat_id", "face")),
    Watched("workshops_question", (("seat", "{row}.seat_id"),), ("seat_id", "state")),
    Watched(
        "coaching_booking",
        (  # it counts for whoever comes to it, and for itself where that is nobody's place
            ("place", "{row}.participation_id"),
            ("session", "CASE WHEN {row}.participation_id IS NULL THEN {row}.id END"),
        ),
        ("participation_id", "stop_id", "theme_id", "state"),
    ),
    Watched("coaching_sessionopinion", (("session", "{row}.booking_id"),), ("booking_id", "face")),
    Watched(
        "needs_need", (("file", "{row}.application_id"),), ("application_id", "theme_id", "state")
    ),
    Watched(
        "needs_diagnosis",
        (("file", "{row}.application_id"),),
        ("application_id", "moment", "scores", "finished_at"),
    ),
    Watched(
        "partners_referral", (("place", "{row}.participation_id"),), ("participation_id", "state")
    ),
    Watched("messaging_thread", (("person", "{row}.person_id"),), ("person_id", "stop_id")),
    Watched("messaging_post", (("thread", "{row}.thread_id"),), ("thread_id", "written_at")),
    Watched(
        "messaging_message",
        (("thread", "CASE WHEN {row}.author_id IS NOT NULL THEN {row}.thread_id END"),),
        ("thread_id", "author_id", "created_at"),
    ),
    Watched("programs_stop", (("stop", "{row}.id"),), (), goes=False),
    Watched("programs_province", (("names", "0"),), ("iso",), comes=False, goes=False),
    Watched("programs_sector", (("names", "0"),), ("code",), comes=False, goes=False),
    # The scores of a diagnosis name themes by their code.
    Watched("programs_theme", (("names", "0"),), ("code",)),
)


def install(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers."""
    for watched in WATCHED:
        for statement in watched.statements():
            editor.execute(statement)


def uninstall(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away."""
    for watched in WATCHED:
        for way in ("one", "all"):
            editor.execute(f"DROP FUNCTION IF EXISTS reporting_mark_{way}_{watched.table} CASCADE")
