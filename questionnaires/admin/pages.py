"""Questionnaire → version → page → question → answer: each has a page, which lists those below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import (
    TranslationAdmin,
    TranslationStackedInline,
    TranslationTabularInline,
)

from people.models import Membership
from programs.models import Stop
from questionnaires.actions import draft
from questionnaires.admin.forms import AskedForm, ChoiceForm, QuestionForm, QuestionnaireForm
from questionnaires.admin.moves import Moves
from questionnaires.admin.rights import Nested, ReadByStaff, may_edit, version_of
from questionnaires.admin.weights import Weighing, WeighingRows
from questionnaires.models import Choice, Question, Questionnaire, Section, Version

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponse


class Below(ReadByStaff):
    """Rows listed inside the row above: what is allowed there is allowed to them."""

    extra = 0
    show_change_link = True


class VersionRows(Below, admin.TabularInline[Version, Questionnaire]):
    """The versions of a questionnaire: only read here."""

    model = Version
    fields = ["number", "published_at", "answered"]
    readonly_fields = ["number", "published_at", "answered"]

    def has_add_permission(self, _request: HttpRequest, _obj: Model | None = None) -> bool:
        """A version begins as a copy of the one before."""
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Model | None = None) -> bool:
        """A draft is thrown away on its own page."""
        return False


class SectionRows(Below, TranslationTabularInline[Section, Version]):  # type: ignore[misc]
    """The pages of a version."""

    model = Section
    fields = ["position", "code", "title"]


class QuestionRows(Below, TranslationStackedInline[Question, Section]):  # type: ignore[misc]
    """The questions of a page; what is less often needed stands on the question's own page."""

    model = Question
    form = AskedForm
    fields = [("position", "code", "kind", "required"), "label"]


class ChoiceRows(WeighingRows, Below, TranslationTabularInline[Choice, Question]):
    """The answers of a question."""

    model = Choice
    form = ChoiceForm
    fields = ["position", "code", "label", "hint", "icon", "weights"]
    show_change_link = False


class Builder(Nested):
    """A page of the builder: says what may be done with the version it belongs to."""

    change_form_template = "questionnaires/admin/builder.html"

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        **kwargs: Any,
    ) -> HttpResponse:
        """Add the way up, and what may be done with the version."""
        row: Model | None = kwargs.get("obj")
        version = version_of(row)
        questionnaire = version.questionnaire if version else row
        context |= {
            "version": version,
            "questionnaire": questionnaire,
            "section": row.section if isinstance(row, Question) else None,
            "may_edit": isinstance(questionnaire, Questionnaire)
            and may_edit(request, questionnaire),
        }
        return super().render_change_form(request, context, *args, **kwargs)


@admin.register(Questionnaire)
class QuestionnaireAdmin(Moves, Builder, TranslationAdmin[Questionnaire]):
    """The questionnaires, and their versions."""

    form = QuestionnaireForm
    fields = ["name", "purpose", "stop"]
    list_display = ["name", "purpose", "stop", "in_force", "in_draft"]
    list_filter = ["purpose"]
    list_select_related = ["stop"]
    inlines = [VersionRows]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Questionnaire]:
        """With their versions, in one more query."""
        return super().get_queryset(request).prefetch_related("versions")

    @admin.display(description=_("in force"))
    def in_force(self, questionnaire: Questionnaire) -> int | None:
        """The number of the version that people are asked."""
        numbers = [
            version.number for version in questionnaire.versions.all() if version.published_at
        ]
        return max(numbers, default=None)

    @admin.display(description=_("draft"))
    def in_draft(self, questionnaire: Questionnaire) -> int | None:
        """The number of the version that is being written."""
        numbers = [
            version.number for version in questionnaire.versions.all() if not version.is_frozen
        ]
        return max(numbers, default=None)

    def get_readonly_fields(
        self, request: HttpRequest, obj: Questionnaire | None = None
    ) -> list[str]:
        """Purpose and stop are chosen once."""
        return [*super().get_readonly_fields(request, obj), *(["purpose", "stop"] if obj else [])]

    def get_inlines(self, request: HttpRequest, obj: Questionnaire | None) -> list[Any]:
        """There is no version before the questionnaire."""
        return list(super().get_inlines(request, obj)) if obj else []

    def get_form(
        self,
        request: HttpRequest,
        obj: Any = None,
        change: bool = False,  # noqa: FBT001, FBT002  Django calls it so
        **kwargs: Any,
    ) -> Any:
        """Offer the stops that this person manages; every stop at once to the program only."""
        user: Any = request.user
        stops = Stop.objects.all()
        if not user.is_superuser:
            stops = stops.filter(center__in=user.centers(Membership.Role.MANAGER))
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"stops": stops, "for_all": user.is_national})

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A questionnaire that was ever in force stays."""
        if isinstance(obj, Questionnaire) and any(
            version.is_frozen for version in obj.versions.all()
        ):
            return False
        return super().has_delete_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Questionnaire, form: Any, change: bool) -> None:  # noqa: FBT001
        """Begin its first version at once, from the questions that serve every stop."""
        super().save_model(request, obj, form, change)
        if not change:
            draft(obj)
            messages.info(
                request, gettext("Its first version is a draft; publish it when it is ready.")
            )


@admin.register(Version)
class VersionAdmin(Builder):
    """A version: its pages."""

    fields = ["number", "published_at", "answered"]
    readonly_fields = ["number", "published_at", "answered"]
    inlines = [SectionRows]


@admin.register(Section)
class SectionAdmin(Builder, TranslationAdmin[Section]):
    """A page: its head and its questions."""

    fields = ["code", "title", "intro", "position"]
    inlines = [QuestionRows]


@admin.register(Question)
class QuestionAdmin(Weighing, Builder, TranslationAdmin[Question]):
    """A question: its words, its condition, its answers."""

    form = QuestionForm
    fields = [
        "code",
        "kind",
        "required",
        "position",
        "label",
        "help_text",
        "clip",
        "condition",
        "weights",
    ]
    inlines = [ChoiceRows]

    def get_inlines(self, request: HttpRequest, obj: Question | None) -> list[Any]:
        """Answers are written where one chooses among them."""
        choosing = obj is not None and obj.traits.has_own_answers
        return list(super().get_inlines(request, obj)) if choosing else []
