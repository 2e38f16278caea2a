"""Conversations: one thread per person and stop, whatever the way of writing."""

from __future__ import annotations

from typing import Any, Self

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from messaging.channels.base import LONGEST_CODE
from people.models import Membership, User
from people.roles import CENTER_ROLES, Role
from people.unnamed import named
from programs.models import Stop


class ThreadQuerySet(models.QuerySet["Thread"]):
    """Questions about many threads."""

    def visible_to(self, user: User) -> Self:
        """What `user` may read and answer: their stops', and as an expert what is assigned.

        A reviewer reads none of somebody whose file they still read without names.
        """
        if user.is_superuser:
            return self.all()
        assigned = Q(assigned_to=user, stop__center__in=user.centers(Role.EXPERT))
        mine = Q(stop__in=user.stops_in_charge()) | assigned
        rows = self.filter(mine | Q(stop__isnull=True) if user.roles & {*CENTER_ROLES} else mine)
        return rows.filter(named(user, person="person", address="address"))

    def in_tray(self) -> Self:
        """Those of unknown writers. What belongs to no stop either is seen by every center."""
        return self.filter(person__isnull=True)

    def of_somebody(self) -> Self:
        """With a person and a stop."""
        return self.filter(person__isnull=False)

    def to_do(self, now: Any = None) -> Self:
        """Open, or put off until a moment that has come; `now` may be a slot."""
        return self.filter(
            Q(state=Thread.State.OPEN)
            | Q(state=Thread.State.SNOOZED, snoozed_until__lte=now or timezone.now())
        )

    def put_off(self) -> Self:
        """Put off until a moment to come."""
        return self.filter(state=Thread.State.SNOOZED, snoozed_until__gt=timezone.now())


@pghistory.track(
    pghistory.UpdateEvent(),
    fields=["state", "snoozed_until", "assigned_to", "person", "stop"],
    model_name="ThreadEvent",
)
class Thread(models.Model):
    """What a person, or an unknown number, and the team of a stop wrote to each other."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        SNOOZED = "snoozed", _("Later")
        CLOSED = "closed", _("Closed")

    stop = models.ForeignKey(
        Stop, models.CASCADE, related_name="threads", null=True, blank=True, verbose_name=_("stop")
    )
    person = models.ForeignKey(
        User,
        models.CASCADE,
        related_name="threads",
        null=True,
        blank=True,
        verbose_name=_("person"),
    )
    # Of an unknown one: telephone, e-mail, Meta's id.
    address = models.CharField(_("from"), max_length=254, blank=True)
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.OPEN)
    snoozed_until = models.DateTimeField(_("back on"), null=True, blank=True)
    assigned_to = models.ForeignKey(
        User,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("assigned to"),
    )
    unread = models.PositiveIntegerField(_("unread"), default=0)
    last_at = models.DateTimeField(_("last message"), default=timezone.now)
    created_at = models.DateTimeField(_("begun"), default=timezone.now, editable=False)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        ordering = ["-last_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_thread_per_person_and_stop",
                fields=["person", "stop"],
                condition=Q(person__isnull=False),
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                name="one_thread_per_unknown_address",
                fields=["address"],
                condition=Q(person__isnull=True),
            ),
            models.CheckConstraint(  # a person without a stop would be read by every center
                name="thread_is_with_somebody",
                condition=Q(person__isnull=False, stop__isnull=False)
                | (Q(person__isnull=True) & ~Q(address="")),
            ),
        ]
        indexes = [models.Index(name="thread_newest", fields=["stop", "state", "-last_at", "-id"])]

    def __str__(self) -> str:
        return str(self.person or self.address)

    @property
    def is_known(self) -> bool:
        """Whether somebody has said who writes here."""
        return self.person_id is not None

    @property
    def is_put_off(self) -> bool:
        """Whether it comes back at a moment that is still to come."""
        return self.state == self.State.SNOOZED and bool(
            self.snoozed_until and self.snoozed_until > timezone.now()
        )

    def hands(self) -> models.QuerySet[User]:
        """To whom it may be given: the staff and the experts of its center."""
        roles = Membership.objects.filter(
            center__stops=self.stop_id, role__in=[*CENTER_ROLES, Role.EXPERT]
        )
        return User.objects.filter(pk__in=roles.values("user"), is_active=True).order_by("name")


class Post(models.Model):
    """Something that was written to us: a text, a voice note, a picture."""

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        VOICE = "voice", _("Voice note")
        PICTURE = "picture", _("Picture")
        FILE = "file", _("File")
        OTHER = "other", _("Something this page cannot show")

    class File(models.TextChoices):
        NONE = "none", _("None")
        WAITING = "waiting", _("Being fetched")
        HERE = "here", _("Here")
        REFUSED = "refused", _("Refused: this kind of file may be harmful")
        LOST = "lost", _("It could not be fetched")

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="posts")
    channel = models.CharField(_("way of sending"), max_length=LONGEST_CODE)  # or `web`
    # An answer goes where the last word came from.
    address = models.CharField(_("from"), max_length=254, blank=True)
    kind = models.CharField(_("kind"), max_length=7, choices=Kind, default=Kind.TEXT)
    text = models.TextField(_("text"), blank=True)
    # Of an e-mail: what it quotes, folded below its words.
    quoted = models.TextField(_("quoted"), blank=True)
    # What an answer by a digit did, in English, and the page translates it.
    did = models.CharField(_("what it did"), max_length=80, blank=True, editable=False)
    provider_id = models.CharField(max_length=200, unique=True, null=True, blank=True)
    # Where the provider keeps the file for us.
    media_id = models.CharField(max_length=200, blank=True)
    file = models.FileField(_("file"), upload_to="conversations/", blank=True)
    file_type = models.CharField(max_length=60, blank=True)
    file_state = models.CharField(max_length=7, choices=File, default=File.NONE)
    tries = models.PositiveSmallIntegerField(default=0)  # of fetching the file
    written_at = models.DateTimeField(_("written on"), default=timezone.now)

    class Meta:
        verbose_name = _("message received")
        verbose_name_plural = _("messages received")
        ordering = ["written_at", "pk"]
        indexes = [
            models.Index(name="post_to_fetch", fields=["id"], condition=Q(file_state="waiting")),
            models.Index(
                name="post_from_address", fields=["address", "-id"], condition=~Q(address="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def is_sound(self) -> bool:
        """Whether it is listened to."""
        return self.file_type.startswith("audio/")

    @property
    def is_film(self) -> bool:
        """Whether it is watched."""
        return self.file_type.startswith("video/")
