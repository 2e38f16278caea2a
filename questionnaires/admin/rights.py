"""Who reads and who changes a questionnaire in the admin; what is published is only read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.db import models

from core.fields import ADMIN_FIELDS, CodeField
from core.lookups import DeclaredLookups
from people.models import Membership
from questionnaires.models import Choice, Question, Questionnaire, Section, Version

if TYPE_CHECKING:
    from django.http import HttpRequest

    from people.models import User

WAY_UP: dict[type[models.Model], str] = {
    Questionnaire: "pk",
    Version: "questionnaire",
    Section: "version__questionnaire",
    Question: "section__version__questionnaire",
    Choice: "question__section__version__questionnaire",
}


def version_of(row: models.Model | None) -> Version | None:
    """The version that a page, question or choice belongs to; none for a questionnaire."""
    match row:
        case Version():
            return row
        case Section():
            return row.version
        case Question():
            return row.section.version
        case Choice():
            return row.question.section.version
    return None


def may_edit(request: HttpRequest, questionnaire: Questionnaire) -> bool:
    """Whether this person may change this questionnaire at all. One statement per request."""
    known: dict[int, bool] = request.__dict__.setdefault("_editable_questionnaires", {})
    if questionnaire.pk not in known:
        mine = Questionnaire.objects.editable_by(cast("User", request.user))
        known[questionnaire.pk] = mine.filter(pk=questionnaire.pk).exists()
    return known[questionnaire.pk]


def may_change(request: HttpRequest, row: models.Model | None) -> bool:
    """Whether this person may change this row: theirs, and nobody was asked it yet."""
    user: Any = request.user
    if row is None:
        return user.is_national or Membership.Role.MANAGER in user.roles
    version = version_of(row)
    if version is None:
        return isinstance(row, Questionnaire) and may_edit(request, row)
    return not version.is_frozen and may_edit(request, version.questionnaire)


class ReadByStaff(admin.options.BaseModelAdmin[Any]):
    """What the center and the program may read, editors may change."""

    formfield_overrides = ADMIN_FIELDS

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A code is no word: it is cleaned as codes are."""
        if db_field.name == "code":
            kwargs["form_class"] = CodeField
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:  # noqa: ARG002
        """Staff read what their querysets hold."""
        return bool(request.user.is_staff)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Editors change drafts."""
        return may_change(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Editors add to drafts; nested rows are added where they belong."""
        return (
            may_change(request, obj)
            if obj is not None
            else self.model is Questionnaire and may_change(request, None)
        )

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Editors take out of drafts."""
        return may_change(request, obj)


class Nested(ReadByStaff, DeclaredLookups):
    """A row reached from the row above it, never from the menu."""

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Only rows of questionnaires that this person may read."""
        way = WAY_UP[self.model]
        readable = Questionnaire.objects.visible_to(cast("User", request.user))
        rows = super().get_queryset(request).filter(**{f"{way}__in": readable})
        return rows if way == "pk" else rows.select_related(way)

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        """Stay out of the menu."""
        return super().get_model_perms(request) if self.model is Questionnaire else {}
