"""The tokens by which programs read what their owners may read."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.roles import Role

if TYPE_CHECKING:
    from people.models import User

PREFIX = "mlb_"  # by which scanners of leaked secrets know one
LONGEST = timedelta(days=366)


def digest_of(secret: str) -> str:
    """What is kept of a token: its 256 random bits need no slow hash."""
    return sha256(secret.encode()).hexdigest()


class TokenQuerySet(models.QuerySet["ApiToken"]):
    """Questions about many tokens."""

    def live(self) -> Self:
        """Those that open something today."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())


class ApiToken(models.Model):
    """A program reads in the name of `owner`, as far as the scopes and the owner's rights go."""

    class Scope(models.TextChoices):
        FIGURES = "figures:read", _("Every count of one’s stops")
        APPLICATIONS = "applications:read", _("The applications of one’s center")
        TABLES = "tables:read", _("The published tables of one’s institution")

    ROLES = {  # who may give a token which scopes
        Role.MANAGER: (Scope.FIGURES, Scope.APPLICATIONS),
        Role.NATIONAL: (Scope.FIGURES,),
        Role.PARTNER: (Scope.TABLES,),
    }

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens", verbose_name=_("owner")
    )
    name = models.CharField(_("name"), max_length=60)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope), verbose_name=_("reads"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("ends"))
    used_at = models.DateTimeField(_("last used"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="token_ends_within_a_year",
                condition=Q(expires_at__lte=F("created_at") + LONGEST),
            ),
            models.CheckConstraint(name="token_reads_something", condition=~Q(scopes=[])),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def scopes_for(cls, user: User) -> list[str]:
        """What the roles of `user` let a token of theirs read today."""
        roles = set(cls.ROLES) if user.is_superuser else user.roles
        given = {scope for role, scopes in cls.ROLES.items() if role in roles for scope in scopes}
        return [scope for scope in cls.Scope.values if scope in given]

    @classmethod
    def new_secret(cls) -> str:
        """A token that nobody has yet."""
        return PREFIX + secrets.token_urlsafe(32)

    @property
    def is_live(self) -> bool:
        """Whether it opens something today."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def scopes_in_words(self) -> list[str]:
        """What it reads, as its owner reads it."""
        return [str(label) for scope, label in self.Scope.choices if scope in self.scopes]
