"""The delivery log: what was sent about the stops of one's own center, when, and why something was not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from messaging.admin import invitations as invitations
from messaging.admin import wordings as wordings
from messaging.models import Message
from people.names import fold
from people.phones import to_e164
from people.scoped import ScopedAdmin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.safestring import SafeString


PRIVATE_LINK = re.compile(r"/my/[\w-]+")  # whoever holds it is taken for the applicant


@admin.register(Message)
class MessageAdmin(ScopedAdmin):
    """Read only. A sign-in code, or somebody's private link, is never shown to staff."""

    list_display = ("created_at", "channel", "to", "person", "state", "why")
    list_filter = ("state", "channel", ("stop", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("person",)
    list_per_page = 50
    show_full_result_count = False
    ordering = ("-created_at", "-pk")
    search_fields = ("key",)
    search_help_text = _("Phone number, e-mail, name of the person or file number")
    fields = (
        "created_at",
        "channel",
        "to",
        "person",
        "stop",
        "language",
        "words",
        "state",
        "why",
        "attempts",
        "sent_at",
    )
    readonly_fields = fields

    def get_search_results(
        self,
        request: HttpRequest,  # noqa: ARG002  Django's own signature
        queryset: QuerySet[Message],
        search_term: str,
    ) -> tuple[QuerySet[Message], bool]:
        """A whole phone number in any spelling, else a part of the name, the e-mail or what the message is about."""
        words = fold(search_term)
        if not words:
            return queryset, False
        try:
            return queryset.filter(address=to_e164(words)), False
        except ValidationError:
            found = Q(person__name_key__contains=words) | Q(address__contains=words) | Q(key__icontains=words)
            return queryset.filter(found), False

    @admin.display(description=_("to"))
    def to(self, message: Message) -> SafeString:
        """The address, left-to-right in a right-to-left page."""
        return format_html('<bdi dir="ltr">{}</bdi>', message.address)

    @admin.display(description=_("text"))
    def words(self, message: Message) -> str:
        """What was written, unless it is a code; a private link is masked."""
        if message.secret:
            return gettext("A sign-in code, which nobody but its reader sees.")
        return PRIVATE_LINK.sub("/my/…", message.body)

    @admin.display(description=_("reason"))
    def why(self, message: Message) -> str:
        """Why it was not sent."""
        return gettext(message.failure) if message.failure else ""
