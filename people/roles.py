"""The roles that somebody may hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is here for. An entrepreneur needs none."""

    REVIEWER = "reviewer", _("Reviewer")
    MANAGER = "manager", _("Manager")
    EXPERT = "expert", _("Expert")
    PARTNER = "partner", _("Partner")
    NATIONAL = "national", _("National coordination")


CENTER_ROLES = (Role.REVIEWER, Role.MANAGER)
STAFF_ROLES = (*CENTER_ROLES, Role.NATIONAL)  # who works behind the second factor
# Who may give which roles: never one as high as their own, but for the national coordination.
GRANTS = {
    Role.MANAGER: (Role.REVIEWER, Role.EXPERT, Role.PARTNER),
    Role.NATIONAL: tuple(Role),
}
