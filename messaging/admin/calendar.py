"""The calendar of messages: holidays and Ramadan, which the national coordination puts right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from messaging import hours
from messaging.models import Period
from people.scoped import ScopedAdmin

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.forms import ModelForm
    from django.http import HttpRequest

    from people.models import User


@admin.register(Period)
class PeriodAdmin(ScopedAdmin):
    """Read by all staff. What was corrected here, or taken away, is never written over."""

    list_display = ("name", "kind", "starts_on", "ends_on", "leaves")
    list_filter = ("kind",)
    date_hierarchy = "starts_on"
    ordering = ("-starts_on", "pk")
    fields = (
        "kind",
        ("name_ar", "name_fr", "name_en"),
        ("starts_on", "ends_on"),
        ("sends_from", "sends_until"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Period]:
        """The same days for everybody: Morocco has one calendar."""
        return Period.objects.order_by(*self.get_ordering(request))

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002
        """The national coordination: a day here holds the messages of every center back."""
        return cast("User", request.user).is_national

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """As to change one."""
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """As to change one."""
        return self.has_change_permission(request, obj)

    def save_model(
        self,
        request: HttpRequest,
        obj: Model,
        form: ModelForm[Any],
        change: bool,  # noqa: FBT001  Django calls it so
    ) -> None:
        """Keep it, and let the postman read the calendar anew."""
        super().save_model(request, obj, form, change)
        hours.forget()

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """Take a day away, and let the postman read the calendar anew."""
        super().delete_model(request, obj)
        hours.forget()

    @admin.display(description=_("messages leave"))
    def leaves(self, period: Period) -> str:
        """Between which hours, on these days."""
        if not (period.sends_from and period.sends_until):
            return "–"
        return f"{period.sends_from:%H:%M}–{period.sends_until:%H:%M}"
