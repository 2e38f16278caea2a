"""What is done with a version from its page: begin the next, publish it, see it as people will."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from questionnaires.actions import draft, publish
from questionnaires.admin.rights import Nested, may_edit
from questionnaires.compiled_forms import compiled_form
from questionnaires.models import Questionnaire, Version

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from people.models import User


class Moves(Nested):
    """The URLs of these moves, beside Django's own."""

    def get_urls(self) -> list[URLPattern]:
        """Each move is a noun with its own URL."""
        own = self.admin_site.admin_view
        return [
            path("<int:pk>/draft/", own(require_POST(self.draft)), name="questionnaires_draft"),
            path(
                "version/<int:pk>/publication/",
                own(require_POST(self.publication)),
                name="questionnaires_publication",
            ),
            path(
                "version/<int:pk>/preview/<str:language>/",
                own(require_safe(self.preview)),
                name="questionnaires_preview",
            ),
            *super().get_urls(),
        ]

    def draft(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Open the draft of a questionnaire, begun as a copy of its newest version."""
        questionnaire = get_object_or_404(self.get_queryset(request), pk=pk)
        _refuse_readers(request, questionnaire)
        version = draft(questionnaire)
        messages.info(request, _("You are editing a new version; publish it when it is ready."))
        return redirect("admin:questionnaires_version_change", version.pk)

    def publication(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put a version in force, or say what it still lacks."""
        version = self._version(request, pk)
        _refuse_readers(request, version.questionnaire)
        try:
            publish(version)
        except ValidationError as refusal:
            for sentence in refusal.messages:
                messages.error(request, sentence)
        else:
            messages.success(
                request, _("Version %(number)d is in force.") % {"number": version.number}
            )
        return redirect("admin:questionnaires_version_change", version.pk)

    def preview(self, request: HttpRequest, pk: int, language: str) -> HttpResponse:
        """Show every page of a version as people will see it."""
        if language not in dict(settings.LANGUAGES):
            raise Http404
        version = self._version(request, pk)
        stop = version.questionnaire.stop
        region = stop.center.region.iso if stop else ""
        with translation.override(language):
            form = compiled_form(version.pk, language, region=region)
            pages = [(page, page.render({})) for page in form.pages]
            context = {"version": version, "pages": pages}
            return render(request, "questionnaires/preview.html", context)

    def _version(self, request: HttpRequest, pk: int) -> Version:
        readable = Questionnaire.objects.visible_to(cast("User", request.user))
        versions: Any = Version.objects.filter(questionnaire__in=readable)
        version: Version = get_object_or_404(
            versions.select_related("questionnaire__stop__center__region"), pk=pk
        )
        return version


def _refuse_readers(request: HttpRequest, questionnaire: Questionnaire) -> None:
    if not may_edit(request, questionnaire):
        raise PermissionDenied
