"""The delivery log: what was sent about the stops of one's center, when, or why it was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.columns import said
from core.written import telephone
from messaging.masking import masked
from messaging.models import Message
from messaging.occasions import EVENTS
from people.looking import named
from people.names import fold
from people.phones import to_e164
from people.scoped import ScopedAdmin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.safestring import SafeString
    from django_stubs_ext import StrOrPromise

UNSENT = (Message.State.FAILED, Message.State.PARKED)
KNOWN = 30  # different reasons in the filter: providers write some of their own


class ReasonFilter(admin.SimpleListFilter):
    """Why something was not sent: the reasons that stand in the log of these stops."""

    title = _("reason")
    parameter_name = "reason"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin[Message]
    ) -> list[tuple[str, str]]:
        """Each reason once."""
        rows = model_admin.get_queryset(request).filter(state__in=UNSENT).exclude(failure="")
        reasons = rows.order_by("failure").values_list("failure", flat=True).distinct()[:KNOWN]
        return [(reason, gettext(reason)) for reason in reasons]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Message]) -> QuerySet[Message]:  # noqa: ARG002
        """Those with that reason."""
        return queryset.filter(failure=self.value()) if self.value() else queryset


class OccasionFilter(admin.SimpleListFilter):
    """What the message was about."""

    title = _("occasion")
    parameter_name = "event"

    def lookups(
        self,
        request: HttpRequest,  # noqa: ARG002  Django calls it so
        model_admin: admin.ModelAdmin[Message],  # noqa: ARG002  Django calls it so
    ) -> list[tuple[str, StrOrPromise]]:
        """Every occasion on which the house writes."""
        return [(event.code, event.name) for event in EVENTS.values()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Message]) -> QuerySet[Message]:  # noqa: ARG002
        """Those of that occasion."""
        return queryset.filter(event=self.value()) if self.value() else queryset


@admin.register(Message)
class MessageAdmin(ScopedAdmin):
    """Read only. Staff never see a sign-in code, or a link that opens what is somebody's own."""

    list_display = (
        said("created_at", _("written on")),
        "channel",
        "to",
        "reader",
        "occasion",
        "state",
        "why",
    )
    list_filter = (
        "state",
        "channel",
        OccasionFilter,
        ReasonFilter,
        ("stop", admin.RelatedOnlyFieldListFilter),
    )
    # From each message to all of its person, from a message to a group to all of its letters.
    linked_lookups = ("person__id__exact", "broadcast")
    list_select_related = ("person",)
    list_per_page = 50
    show_full_result_count = False
    ordering = ("-created_at", "-pk")
    search_fields = ("key",)
    search_help_text = _("Phone number, e-mail, name of the person or file number")
    fields = (
        *("created_at", "occasion", "channel", "to", "reader", "stop", "language", "words"),
        *("state", "moved_at", "why", "due_at", "expires_at", "attempts", "sent_at"),
        *("decided_by", "decided_at"),
    )
    readonly_fields = fields

    def get_search_results(
        self,
        request: HttpRequest,  # noqa: ARG002  Django's own signature
        queryset: QuerySet[Message],
        search_term: str,
    ) -> tuple[QuerySet[Message], bool]:
        """A whole phone number in any spelling, else part of a name, an e-mail or the subject."""
        words = fold(search_term)
        if not words:
            return queryset, False
        try:
            return queryset.filter(address=to_e164(words)), False
        except ValidationError:
            sent_so = Q(address__contains=words) | Q(key__icontains=words)
            return queryset.filter(named(search_term, of="person") | sent_so), False

    @admin.display(description=_("to"))
    def to(self, message: Message) -> SafeString:
        """The address, left-to-right in a right-to-left page."""
        return format_html('<bdi dir="ltr">{}</bdi>', telephone(message.address))

    @admin.display(description=_("person"), ordering="person")
    def reader(self, message: Message) -> SafeString | str:
        """Who reads it, and the way to everything that was written to them."""
        if not message.person:
            return ""
        page = reverse("admin:messaging_message_changelist")
        url = f"{page}?person__id__exact={message.person.pk}"
        return format_html('<a href="{}"><bdi>{}</bdi></a>', url, message.person.name)

    @admin.display(description=_("occasion"))
    def occasion(self, message: Message) -> StrOrPromise:
        """What it was about."""
        event = EVENTS.get(message.event)
        return event.name if event else ""

    @admin.display(description=_("text"))
    def words(self, message: Message) -> str:
        """What was written, unless it is a code; links to what is somebody's own are masked."""
        return masked(message)

    @admin.display(description=_("reason"))
    def why(self, message: Message) -> str:
        """Why it was not sent."""
        return gettext(message.failure) if message.failure else ""
