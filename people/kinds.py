"""What kind of entrepreneur somebody is: asked of who applies, meant by what is planned."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entrepreneur(models.TextChoices):
    """From an idea to a company of several."""

    PROJECT = "project", _("Project holder")
    SELF_EMPLOYED = "self_employed", _("Self-employed")
    MICRO = "micro", _("Micro-enterprise")
    COOPERATIVE = "cooperative", _("Cooperative")

    @classmethod
    def named(cls, kinds: list[str]) -> list[str]:
        """Some of them, in words, in their order."""
        return [str(each.label) for each in cls if each in kinds]
