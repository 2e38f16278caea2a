"""The desk of the stops, which their centers run."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import CheckboxSelectMultiple, SplitDateTimeField
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from programs.actions import move_stop
from programs.admin.perimeter import Perimeter
from programs.admin.staff import MANAGER, side_by_side, staff
from programs.changes import changes_of
from programs.models import Stop
from programs.opening import sentence

if TYPE_CHECKING:
    from django.db.models import Field, ForeignKey, QuerySet
    from django.forms import ModelChoiceField
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern


@admin.register(Stop)
class StopAdmin(Perimeter):
    """The stops of one's center: managers write, reviewers read; the national staff writes all."""

    MOVES = {  # the last part of the URL: the state it leads to, and the words on its button
        "opening": (Stop.State.OPEN, _("Open the applications")),
        "closing": (Stop.State.CLOSED, _("Close the applications")),
        "start": (Stop.State.RUNNING, _("Begin the support")),
        "end": (Stop.State.FINISHED, _("Finish the stop")),
    }
    actions = None
    list_display = ["name", "center", "state", "opens_at", "closes_at", "places"]
    list_filter = ["state"]
    list_select_related = ["center__region"]
    readonly_fields = ["state", "changes"]
    change_form_template = "admin/programs/stop/change_form.html"
    fieldsets = [
        (None, {"fields": [("program", "center"), ("slug", "prefix", "state"), "places"]}),
        (_("Calendar"), {"fields": [("opens_at", "closes_at"), ("starts_on", "ends_on")]}),
        (_("Texts"), {"fields": side_by_side("name", "tagline", "description", "next_steps")}),
        (_("Themes and partners"), {"fields": ["themes", "partners"]}),
        (_("What changed"), {"fields": ["changes"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Stop]:
        """Those of one's centers; every stop for the national coordination."""
        stops, user = super().get_queryset(request), staff(request)
        return stops if user.is_national else stops.filter(center__in=user.centers())

    def has_view_permission(self, request: HttpRequest, obj: Stop | None = None) -> bool:  # noqa: ARG002
        """Every member of staff reads what `get_queryset` gives."""
        return staff(request).is_staff

    def has_change_permission(self, request: HttpRequest, obj: Stop | None = None) -> bool:
        """The managers of its center, and the national coordination."""
        if staff(request).is_national:
            return True
        managed = staff(request).centers(MANAGER)
        return managed.exists() if obj is None else managed.filter(pk=obj.center_id).exists()

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever manages a center."""
        return self.has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Stop | None = None) -> bool:
        """The national coordination, while nobody has seen the stop open."""
        return staff(request).is_national and (obj is None or obj.state == Stop.State.PREPARED)

    def get_readonly_fields(self, request: HttpRequest, obj: Stop | None = None) -> list[str]:  # noqa: ARG002
        """Once the stop was open, its URL and its file numbers stand in messages: they stay."""
        fixed = obj is not None and obj.state != Stop.State.PREPARED
        return (
            [*self.readonly_fields, "slug", "prefix", "center"]
            if fixed
            else list(self.readonly_fields)
        )

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Boxes to tick; each half of a moment has a name for those who hear the page."""
        if db_field.many_to_many:
            kwargs["widget"] = CheckboxSelectMultiple()
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, SplitDateTimeField):
            for half, name in zip(field.widget.widgets, (_("day"), _("hour")), strict=True):
                half.attrs["aria-label"] = format_lazy("{} · {}", db_field.verbose_name, name)
        return field

    def formfield_for_foreignkey(
        self,
        db_field: ForeignKey[Any, Any],
        request: HttpRequest,
        **kwargs: Any,
    ) -> ModelChoiceField[Any] | None:
        """A manager puts a stop into their own center only."""
        if db_field.name == "center" and not staff(request).is_national:
            kwargs["queryset"] = staff(request).centers(MANAGER)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("changes"))
    def changes(self, stop: Stop) -> str:
        """Who changed what, newest first."""
        return (
            format_html_join("", "<p><bdi>{}</bdi><br><bdi>{}</bdi></p>", changes_of(stop))
            if stop.pk
            else "–"
        )

    def get_urls(self) -> list[URLPattern]:
        """One URL for each move."""
        own = [
            path(
                f"<int:pk>/{noun}/",
                self.admin_site.admin_view(partial(self.move, to=state)),
                name=f"programs_stop_{noun}",
            )
            for noun, (state, _label) in self.MOVES.items()
        ]
        return own + super().get_urls()

    def move(self, request: HttpRequest, pk: int, *, to: Stop.State) -> HttpResponse:
        """Move a stop to another state, or say why not."""
        stop = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, stop):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            move_stop(stop, to=to)
        except ValidationError as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
        else:
            self.message_user(
                request, _("The stop is now: %(state)s.") % {"state": to.label}, messages.SUCCESS
            )
        return HttpResponseRedirect(reverse("admin:programs_stop_change", args=[pk]))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form, with a button for each move the stop can make now."""
        stop = self.get_object(request, object_id)
        possible = (
            Stop.MOVES[Stop.State(stop.state)]
            if stop and self.has_change_permission(request, stop)
            else set()
        )
        moves = [
            (reverse(f"admin:programs_stop_{noun}", args=[object_id]), label)
            for noun, (state, label) in self.MOVES.items()
            if state in possible
        ]
        not_yet = sentence(stop) if stop and stop.state == Stop.State.PREPARED else ""
        context = {**(extra_context or {}), "moves": moves, "not_yet": not_yet}
        return super().change_view(request, object_id, form_url, context)
