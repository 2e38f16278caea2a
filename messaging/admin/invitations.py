"""The people's roles, with a voice: an e-mail, in one transaction, tells who is given one."""

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
