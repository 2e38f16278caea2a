"""What files are read by: criteria with words for each step of the scale, and the form's score."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.candidacy import Application
from programs.models import Stop
from questionnaires.models import CODE

TOP = 4  # the last step of every scale, which begins at 0


class Criterion(models.Model):
    """What the files of a stop are read by; published on its page."""

    stop = models.ForeignKey(Stop, models.CASCADE, related_name="criteria", verbose_name=_("stop"))
    code = models.CharField(_("code"), max_length=40, validators=[CODE])
    name = models.CharField(_("name"), max_length=80)
    meaning = models.CharField(_("what it means"), max_length=240, blank=True)
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=1, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    source = models.JSONField(
        _("what the form says about it"),
        default=dict,
        blank=True,
        help_text=_(
            'Such as {"question": "stage", "points": {"idea": 1, "running": 4}, "otherwise": 0}.'
        ),
    )
    refusal = models.CharField(_("said when it was missing"), max_length=240)
    instead = models.CharField(_("what to do instead"), max_length=240, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=99)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(name="one_criterion_per_code", fields=["stop", "code"]),
            models.CheckConstraint(
                name="criterion_weighs_something", condition=Q(weight__range=(1, 10))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Anchor(models.Model):
    """What one step of the scale of a criterion means, in words."""

    criterion = models.ForeignKey(
        Criterion, models.CASCADE, related_name="anchors", verbose_name=_("criterion")
    )
    points = models.PositiveSmallIntegerField(_("points"), validators=[MaxValueValidator(TOP)])
    text = models.CharField(_("in words"), max_length=160)

    class Meta:
        verbose_name = _("step of the scale")
        verbose_name_plural = _("steps of the scale")
        ordering = ["criterion", "points"]
        constraints = [
            models.UniqueConstraint(name="one_anchor_per_step", fields=["criterion", "points"]),
            models.CheckConstraint(name="step_of_the_scale", condition=Q(points__lte=TOP)),
        ]

    def __str__(self) -> str:
        return f"{self.points} · {self.text}"


class PreScore(models.Model):
    """What the form alone says of a file, 0 to 100, and of what it is made."""

    application = models.OneToOneField(
        Application, models.CASCADE, primary_key=True, related_name="prescore"
    )
    points = models.PositiveSmallIntegerField(_("score from the form"))
    # Parts are [{criterion, points, weight, question, answer}].
    parts = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("score from the form")
        verbose_name_plural = _("scores from forms")
        constraints = [
            models.CheckConstraint(name="score_of_a_hundred", condition=Q(points__lte=100))
        ]

    def __str__(self) -> str:
        return str(self.points)
