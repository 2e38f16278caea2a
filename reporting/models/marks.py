"""What the counters are made of: what changed, and what each candidacy last counted for."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from programs.models import Stop


class Mark(models.Model):
    """That something which is counted changed: written by a trigger, folded by the clock.

    Nothing is ever changed in one, so that no two writers wait for each other.
    """

    class Kind(models.TextChoices):
        FILE = "file"
        PLACE = "place"  # a participation
        PERSON = "person"
        SEAT = "seat"
        WORKSHOP = "workshop"
        SESSION = "session"
        THREAD = "thread"
        STOP = "stop"
        NAMES = "names"  # of provinces, activities, themes: everything is counted anew

    kind = models.CharField(max_length=8, choices=Kind)
    ref = models.BigIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"


class Fact(models.Model):
    """For what one candidacy counts in one part of the figures, on one theme.

    Without a candidacy it is a participation's or a session's own. `keys` are its values in the
    order of the breakdowns, `amounts` its numbers in the order of the part's populations.
    """

    class Kind(models.TextChoices):
        FILE = "file"
        PLACE = "place"
        SESSION = "session"

    pk = models.CompositePrimaryKey("ref", "kind", "part", "theme")
    ref = models.BigIntegerField()
    kind = models.CharField(max_length=7, choices=Kind)
    part = models.CharField(max_length=8)
    theme = models.BigIntegerField()  # 0: of none
    stop = models.ForeignKey(Stop, models.CASCADE, related_name="+", db_index=False)
    keys = ArrayField(models.CharField(max_length=40, null=True))
    amounts = ArrayField(models.IntegerField())
    mark = models.BigIntegerField()  # of the row that was read, by which the night knows it again

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.part} {self.ref}"


class Aside(models.Model):
    """Whose facts could not be brought up to what is written: tried again, put right by night."""

    pk = models.CompositePrimaryKey("kind", "ref")
    kind = models.CharField(max_length=8, choices=Fact.Kind)
    ref = models.BigIntegerField()
    since = models.DateTimeField(default=timezone.now)
    tried_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveIntegerField(default=1)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"


class Folded(models.Model):
    """How far the counters are: one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    until = models.DateTimeField(default=timezone.now)  # workshops that ended by then are over
    layout = models.CharField(max_length=64)  # of the facts: breakdowns, populations

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="one_state_of_counters", condition=models.Q(id=1))
        ]

    def __str__(self) -> str:
        return f"{self.until:%Y-%m-%d %H:%M:%S}"
