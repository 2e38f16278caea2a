"""The two populations that figures count."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Population(models.TextChoices):
    """Who is counted."""

    APPLICATIONS = "applications", _("Applications")
    PARTICIPANTS = "participants", _("Participants")
