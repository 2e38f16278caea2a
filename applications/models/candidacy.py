"""A candidacy, from the first page that was filled in to the place in a stop."""

from __future__ import annotations

import secrets
import uuid
from functools import reduce
from operator import or_

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.places import no_more_taken_than_places
from applications.querysets import RECEIVED, ApplicationQuerySet
from core.links import page_of
from people.kinds import Entrepreneur
from people.models import Participation, User
from people.models.indexed import search_expression
from people.names import reached_by, search_words
from programs.models import Province, Sector, Stop
from questionnaires.models import Answered


def new_token() -> str:
    """A secret for a private link: 128 random bits."""
    return secrets.token_urlsafe(16)


TRACKED_FIELDS = [
    *("state", "reference", "applicant", "association", "name", "phone", "email", "kind"),
    *("gender", "stage", "province", "sector", "answers", "participation"),
]

NEWEST, SENT = ["-submitted_at", "-id"], Q(submitted_at__isnull=False)
FILTERED = ["state", "province", "sector", "kind", "channel"]  # what staff narrow their list by


def _differs(field: str) -> pgtrigger.Q:
    """That an UPDATE really changes `field`."""
    return pgtrigger.Q(**{f"old__{field}__df": pgtrigger.F(f"new__{field}")})


CHANGED = reduce(or_, map(_differs, TRACKED_FIELDS)) & ~pgtrigger.Q(new__state="draft")


@pghistory.track(
    pghistory.UpdateEvent("changed", condition=CHANGED, level=pghistory.Statement),
    fields=TRACKED_FIELDS,
    model_name="ApplicationEvent",
)
class Application(Answered):
    """What an entrepreneur sends.

    `answers` holds every answer; the columns repeat those that lists and figures need. From the
    sending on, the database itself keeps every change in `ApplicationEvent`; what was typed and
    corrected before that stays the person's own affair.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Being filled in")
        SUBMITTED = "submitted", _("Received")
        ACCEPTED = "accepted", _("A place is offered")
        WAITING = "waiting", _("On the waiting list")
        DECLINED = "declined", _("Not chosen this time")
        LAPSED = "lapsed", _("Place passed on")
        CONFIRMED = "confirmed", _("Takes part")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        MERGED = "merged", _("Joined to another file")

    MOVES = {
        State.DRAFT: {State.SUBMITTED},
        State.SUBMITTED: set(
            map(State, ("accepted", "waiting", "declined", "confirmed", "withdrawn", "merged"))
        ),
        State.ACCEPTED: {State.CONFIRMED, State.LAPSED, State.WITHDRAWN, State.WAITING},
        State.WAITING: {State.ACCEPTED, State.WITHDRAWN},
        State.DECLINED: {State.ACCEPTED, State.WAITING},
        State.LAPSED: {State.ACCEPTED, State.WAITING},
        State.CONFIRMED: {State.WITHDRAWN},
        State.WITHDRAWN: set[State](),
        State.MERGED: {State.SUBMITTED},
    }
    RECEIVED = tuple(map(State, RECEIVED))
    SEATED = (State.ACCEPTED, State.CONFIRMED)

    Kind = Entrepreneur

    class Stage(models.TextChoices):
        IDEA = "idea", _("An idea")
        STARTING = "starting", _("Starting up")
        RUNNING = "running", _("In activity")
        GROWING = "growing", _("Growing")

    class Gender(models.TextChoices):
        WOMAN = "woman", _("Woman")
        MAN = "man", _("Man")

    class Channel(models.TextChoices):
        WEB = "web", _("On the web")
        PHONE = "phone", _("By telephone")
        WALK_IN = "walk_in", _("At the desk")
        ASSOCIATION = "association", _("By an association")
        IMPORT = "import", _("Imported")

    stop = models.ForeignKey(
        Stop, models.PROTECT, related_name="applications", verbose_name=_("stop")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    token = models.CharField(max_length=22, unique=True, default=new_token, editable=False)
    key = models.UUIDField(_("idempotency key"), default=uuid.uuid4, editable=False)
    reference = models.CharField(
        _("file number"), max_length=12, unique=True, null=True, editable=False
    )
    applicant = models.ForeignKey(
        User,
        models.PROTECT,
        related_name="applications",
        null=True,
        editable=False,
        verbose_name=_("applicant"),
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    channel = models.CharField(_("channel"), max_length=12, choices=Channel, default=Channel.WEB)
    entered_by = models.ForeignKey(
        User,
        models.PROTECT,
        related_name="applications_entered",
        null=True,
        blank=True,
        verbose_name=_("entered by"),
    )
    association = models.CharField(
        _("association that applied for the person"), max_length=120, blank=True
    )

    # what a poster, a page or a partner calls itself in the link by which the person came
    campaign = models.CharField(_("came by"), max_length=40, blank=True, editable=False)

    name = models.CharField(_("name"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=16, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, blank=True)
    gender = models.CharField(_("gender"), max_length=8, choices=Gender, blank=True)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, blank=True)
    province = models.ForeignKey(
        Province, models.PROTECT, null=True, blank=True, verbose_name=_("province")
    )
    sector = models.ForeignKey(
        Sector, models.PROTECT, null=True, blank=True, verbose_name=_("activity")
    )
    outside = models.BooleanField(_("from outside the region"), default=False, editable=False)

    created_at = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    submitted_at = models.DateTimeField(_("received"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    rank = models.PositiveIntegerField(_("place in the waiting list"), null=True, editable=False)
    confirm_by = models.DateTimeField(_("to be confirmed until"), null=True, editable=False)
    participation = models.OneToOneField(
        Participation,
        models.PROTECT,
        related_name="application",
        null=True,
        editable=False,
        verbose_name=_("participation"),
    )
    name_key = models.CharField(max_length=160, blank=True, editable=False)
    phonetic_key = models.CharField(max_length=60, blank=True, editable=False)
    search_text = models.TextField(blank=True, editable=False)
    search = models.GeneratedField(
        expression=search_expression(),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            models.UniqueConstraint(name="one_application_per_form", fields=["stop", "key"]),
            models.UniqueConstraint(
                name="one_application_per_person_and_stop",
                fields=["stop", "phone", "name_key"],
                condition=Q(state__in=RECEIVED) & ~Q(phone=""),
                violation_error_message=_("This person already has an application at this stop."),
                violation_error_code="twice",
            ),
            models.CheckConstraint(
                name="a_sent_application_is_whole",
                condition=Q(state="draft")
                | Q(
                    reference__isnull=False,
                    submitted_at__isnull=False,
                    applicant__isnull=False,
                    kind__gt="",
                    name__gt="",
                ),
            ),
            models.CheckConstraint(
                name="who_takes_part_has_a_place",
                condition=~Q(state="confirmed") | Q(participation__isnull=False),
            ),
            models.CheckConstraint(
                name="who_waits_has_a_rank", condition=~Q(state="waiting") | Q(rank__isnull=False)
            ),
            models.CheckConstraint(
                name="who_is_offered_a_place_knows_until_when",
                condition=~Q(state="accepted") | Q(confirm_by__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_rank_once", fields=["stop", "rank"], condition=Q(state="waiting")
            ),
        ]
        indexes = [
            models.Index(name="application_newest", fields=["stop", *NEWEST], condition=SENT),
            models.Index(name="application_of_all_stops", fields=NEWEST, condition=SENT),
            *(
                models.Index(
                    name=f"application_by_{of}", fields=["stop", of, *NEWEST], condition=SENT
                )
                for of in FILTERED
            ),
            models.Index(
                name="application_draft", fields=["stop", "-id"], condition=Q(state="draft")
            ),
            models.Index(name="application_same_name", fields=["stop", "name_key"], condition=SENT),
            models.Index(
                name="application_same_sound", fields=["stop", "phonetic_key"], condition=SENT
            ),
            models.Index(
                name="application_unanswered", fields=["confirm_by"], condition=Q(state="accepted")
            ),
            models.Index(name="application_phone", fields=["phone"], condition=~Q(phone="")),
            models.Index(name="application_email", fields=["email"], condition=~Q(email="")),
            # Each search reads through what waits to be sorted in: a short list after imports too.
            GinIndex(name="application_search", fields=["search"], gin_pending_list_limit=64),
        ]
        triggers = [no_more_taken_than_places()]

    def __str__(self) -> str:
        return self.reference or str(_("Application being filled in"))

    def get_absolute_url(self) -> str:
        """The private page of this candidacy, for whoever holds its link."""
        return page_of("applications:status", self.token)

    @property
    def is_sent(self) -> bool:
        """Whether the center has received it, whatever became of it since."""
        return self.state != self.State.DRAFT

    @property
    def searchable_text(self) -> str:
        """The folded words by which staff find it.

        Number, name, telephone with and without +212, e-mail (joined, and the words before its @),
        activity, locality.
        """
        known = [self.reference or "", self.name, reached_by(self.phone, self.email)]
        answers = [str(self.answers.get(code, "")) for code in ("activity", "locality")]
        return " ".join(search_words(" ".join([*known, self.association, *answers])))

    @property
    def is_withdrawn(self) -> bool:
        """Whether its person took it back; while its stop is open they may apply again."""
        return self.state == self.State.WITHDRAWN

    @property
    def can_be_withdrawn(self) -> bool:
        """Whether its person may still take it back."""
        return self.State.WITHDRAWN in self.MOVES[self.State(self.state)]

    @property
    def can_be_changed(self) -> bool:
        """Whether its answers may still change: not decided, and the window of its stop is open."""
        return (
            self.state in {self.State.DRAFT, self.State.SUBMITTED} and self.stop.takes_applications
        )
