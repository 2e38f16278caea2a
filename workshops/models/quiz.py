"""Questions with right answers at the end of a workshop, and what each participant answered."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from questionnaires.models import Answered, Questionnaire
from workshops.models.planned import Workshop
from workshops.models.seats import Seat


class Quiz(models.Model):
    """The questions of a workshop: a questionnaire whose right answers weigh 1 on their theme."""

    workshop = models.OneToOneField(
        Workshop,
        models.CASCADE,
        primary_key=True,
        related_name="quiz",
        verbose_name=_("workshop"),
    )
    questionnaire = models.OneToOneField(
        Questionnaire, models.PROTECT, related_name="+", verbose_name=_("questionnaire")
    )

    class Meta:
        verbose_name = _("questions after a workshop")
        verbose_name_plural = _("questions after workshops")

    def __str__(self) -> str:
        return str(self.workshop)


class QuizAnswers(Answered):
    """What somebody who was there answered, once: the version keeps what was asked then."""

    seat = models.OneToOneField(
        Seat, models.CASCADE, related_name="quiz_answers", verbose_name=_("seat")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("answers after a workshop")
        verbose_name_plural = _("answers after workshops")

    def __str__(self) -> str:
        return str(self.seat_id)
