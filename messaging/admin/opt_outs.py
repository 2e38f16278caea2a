"""Who wants no messages: recorded and lifted by named staff for people who told the center."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.columns import said
from core.fields import CodeField
from core.written import telephone
from messaging.actions.preferences import lift, refuse
from messaging.channels.addresses import kind_of, one_form
from messaging.channels.base import STAFF
from messaging.models import OptOut
from people.access import staff, works_here
from people.scoped import ScopedAdmin

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern
    from django.utils.safestring import SafeString


class RefusalForm(forms.ModelForm):  # type: ignore[type-arg]
    """The address that somebody named on the telephone, or at the counter."""

    class Meta:
        model = OptOut
        fields = ("address",)
        field_classes = {"address": CodeField}

    def clean_address(self) -> str:
        """A telephone in one form, or an e-mail. Raises ValidationError("twice") if known."""
        address = one_form(self.cleaned_data["address"])
        address = kind_of(address).typed(address)
        if OptOut.objects.in_force().filter(address=address).exists():
            raise ValidationError(gettext("This address refuses messages already."), code="twice")
        return address


@admin.register(OptOut)
class RefusalAdmin(ScopedAdmin):
    """Those of people of one's own stops; never edited or deleted, but lifted, and kept."""

    form = RefusalForm
    list_display = (
        *("to", "way", said("since", _("since")), "recorded_by"),
        *(said("lifted_at", _("lifted on")), "lifted_way", "lifted_by"),
    )
    list_filter = ("way", ("lifted_at", admin.EmptyFieldListFilter))
    list_select_related = ("recorded_by", "lifted_by")
    list_per_page = 50
    show_full_result_count = False
    ordering = ("-since", "-pk")
    search_fields = ("address",)
    change_form_template = "admin/messaging/optout/change_form.html"
    details = ("to", "way", "since", "recorded_by", "lifted_at", "lifted_way", "lifted_by")

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002
        """Whoever works on files: people tell them."""
        return works_here(request.user)

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:  # noqa: ARG002
        """The address alone when it is recorded; all that is known of it afterwards."""
        return self.details if obj else ("address",)

    def get_readonly_fields(
        self,
        request: HttpRequest,  # noqa: ARG002  Django calls it so
        obj: Model | None = None,
    ) -> tuple[str, ...]:
        """All but the address that is recorded."""
        return self.details if obj else ()

    def save_model(
        self,
        request: HttpRequest,
        obj: Model,
        form: forms.ModelForm[Any],  # noqa: ARG002  Django calls it so
        change: bool,  # noqa: ARG002, FBT001  Django calls it so
    ) -> None:
        """Record it as what it is: told to the center."""
        refusal = cast("OptOut", obj)
        refuse(refusal.address, way=STAFF, by=staff(request))
        refusal.pk = OptOut.objects.in_force().get(address=refusal.address).pk

    def get_urls(self) -> list[URLPattern]:
        """With the lifting."""
        view = self.admin_site.admin_view(self.lifting)
        return [
            path("<int:pk>/lifting/", view, name="messaging_optout_lifting"),
            *super().get_urls(),
        ]

    def lifting(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let messages leave for that address again: the person told the center so."""
        user = staff(request)
        refusal = get_object_or_404(OptOut.objects.visible_to(user), pk=pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if refusal.lifted_at is None and lift(refusal.address, way=STAFF, by=user):
            messages.success(request, gettext("Messages leave for this address again."))
        else:
            messages.warning(request, gettext("This refusal was lifted before."))
        return redirect(reverse("admin:messaging_optout_change", args=[pk]))

    @admin.display(description=_("telephone or e-mail"), ordering="address")
    def to(self, refusal: OptOut) -> SafeString:
        """The address, left-to-right in a right-to-left page."""
        return format_html('<bdi dir="ltr">{}</bdi>', telephone(refusal.address))
