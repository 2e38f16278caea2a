"""Which form the people of a stop fill in: its own, or the one that serves every stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programs.opening import Preparation
from questionnaires.models import Question, Questionnaire, Version

if TYPE_CHECKING:
    from programs.models import Stop


def preparations(stop: Stop) -> list[Preparation]:
    """The candidacy form in force, and whether a draft of it still waits to be published."""
    candidacy = Questionnaire.Purpose.CANDIDACY
    version = Version.objects.in_force(candidacy, stop)
    asked = Question.objects.filter(section__version=version).count()
    own = Questionnaire.objects.filter(purpose=candidacy, stop=stop).first()
    asks = own is not None and own.pk == version.questionnaire_id
    whose = _("the form of this stop") if asks else _("the form of every stop")
    url = reverse("forms:form", args=[own.pk]) if own else reverse("forms:all")
    questions = ngettext("%(count)d question", "%(count)d questions", asked) % {"count": asked}
    waits = Version.objects.drafts().filter(
        Q(questionnaire__stop=stop), questionnaire__purpose=candidacy
    )
    missing = _("A change of the form is not published yet.") if waits.exists() else ""
    return [
        Preparation(
            "form", gettext_lazy("Form"), "paper", 50, f"{questions} · {whose}", missing, url=url
        )
    ]
