"""The roles of the people's room, with a voice.

Whoever is given one is told by e-mail, in the same transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin

from messaging.actions.invitations import write_invitation
from people.admin import MembershipAdmin
from people.models import Membership

if TYPE_CHECKING:
    from django.forms import ModelForm
    from django.http import HttpRequest

admin.site.unregister(Membership)


@admin.register(Membership)
class InvitingAdmin(MembershipAdmin):
    """Writes to those who are invited."""

    def save_model(
        self,
        request: HttpRequest,
        obj: Membership,
        form: ModelForm[Membership],
        change: bool,  # noqa: FBT001  Django calls it so
    ) -> None:
        """Invite, and tell."""
        super().save_model(request, obj, form, change)
        write_invitation(obj)
