"""The account of a person: how to reach them, and what their roles let them reach."""

from __future__ import annotations

from typing import Any, ClassVar

import pghistory
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from people.models.indexed import person_expression
from people.names import phonetic_key, reached_by, search_words
from people.roles import CENTER_ROLES, GRANTS, STAFF_ROLES, Role
from programs.models import Center, Stop

# As `people.names.fold` does, in the database.
SPELLED = "’‘`´ʼ–‐أإآٱىةؤئڭگیکàâäáãåçèéêëìíîïñòóôöõùúûüÿًٌٍَُِّْـ"
FOLDED = "'''''--اااايهويككيكaaaaaaceeeeiiiinooooouuuuy"

NAMED_BY = ("name", "phone", "email")  # what somebody is looked for by


class UserManager(BaseUserManager["User"]):
    """Makes people; a phone or an e-mail is enough, and nobody needs a password."""

    def without_role(self) -> models.QuerySet[User]:
        """People who hold no role anywhere: applicants and beneficiaries."""
        return self.filter(memberships__isnull=True, is_superuser=False)

    def visible_to(self, user: User) -> models.QuerySet[User]:
        """Whom `user` finds as staff.

        Who works or takes part in their centers; the national staff, all who work.
        """
        if user.is_superuser:
            return self.all()
        works = (
            Q(memberships__isnull=False)
            if user.is_national
            else Q(memberships__center__in=user.centers())
        )
        return self.filter(works | Q(participations__stop__in=user.stops_in_charge())).distinct()

    def sharing(self, phone: str) -> models.QuerySet[User]:
        """Those whom a code sent to `phone` lets in.

        Staff are never among them: they sign in by e-mail only.
        """
        outsiders = self.filter(is_superuser=False).exclude(memberships__role__in=STAFF_ROLES)
        return outsiders.filter(phone=phone, is_active=True).order_by("pk")

    def create_user(self, *, name: str, password: str | None = None, **fields: Any) -> User:
        """Make a person. Raises `IntegrityError` when they have neither phone nor e-mail."""
        user = self.model(name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, *, email: str, password: str, name: str = "") -> User:
        """Make the break-glass account that `manage.py createsuperuser` asks for."""
        return self.create_user(
            name=name or email, email=email, password=password, is_superuser=True
        )


class SoundOfName(models.CharField):  # type: ignore[type-arg]  # not subscriptable at run time
    """How the name of its row sounds, whenever the row is saved."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: ARG002, FBT001  Django's
        """Heard again each time; nobody sets it."""
        key = phonetic_key(getattr(model_instance, "name", ""))
        setattr(model_instance, self.attname, key)
        return key


class WordsOfPerson(models.TextField):  # type: ignore[type-arg]  # not subscriptable at run time
    """The folded words by which its row is found, whenever the row is saved."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: ARG002, FBT001  Django's
        """Written again each time; nobody sets it."""
        name, phone, email = (getattr(model_instance, each) or "" for each in NAMED_BY)
        words = " ".join(search_words(f"{name} {reached_by(phone, email)}"))
        setattr(model_instance, self.attname, words)
        return words


@pghistory.track(
    fields=["name", "phone", "phone_verified", "email", "language", "is_active", "is_superuser"],
    model_name="UserEvent",
)
class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account; `phone` is E.164, and shared where a family has one telephone."""

    name = models.CharField(_("name"), max_length=120)
    name_key = models.GeneratedField(
        expression=Func(Lower("name"), Value(SPELLED), Value(FOLDED), function="translate"),
        output_field=models.CharField(max_length=120),
        db_persist=True,
    )
    phonetic_key = SoundOfName(max_length=60, blank=True, editable=False)
    search_text = WordsOfPerson(blank=True, editable=False)
    phone = models.CharField(
        _("phone"),
        max_length=16,
        blank=True,
        null=True,
        db_index=True,
        validators=[
            RegexValidator(r"^\+[1-9]\d{7,14}$", _("A phone number looks like +212612345678."))
        ],
    )
    phone_verified = models.BooleanField(
        _("phone confirmed by a code"), default=False, editable=False
    )
    email = models.EmailField(_("e-mail"), blank=True, null=True, unique=True)
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="ar"
    )
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                name="person_can_be_reached",
                condition=Q(phone__isnull=False) | Q(email__isnull=False),
                violation_error_message=_("Give a phone number or an e-mail address."),
            ),
            models.CheckConstraint(
                name="person_has_no_empty_address", condition=~Q(phone="") & ~Q(email="")
            ),
        ]
        indexes = [
            # Of an expression: no page reads with an account what only a search looks into. Each
            # search reads through what waits to be sorted in: a short list after imports too.
            GinIndex(person_expression(), name="person_search", gin_pending_list_limit=64),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep an absent phone or e-mail absent: an empty string would break its constraints."""
        self.phone = self.phone or None
        self.email = (self.email or "").lower() or None
        if {*NAMED_BY} & {*(kwargs.get("update_fields") or ())}:
            kwargs["update_fields"] = {*kwargs["update_fields"], "phonetic_key", "search_text"}
        super().save(*args, **kwargs)

    @cached_property
    def held(self) -> frozenset[tuple[str, int | None]]:
        """The roles this person holds, each with the number of its center."""
        return frozenset(self.memberships.values_list("role", "center"))

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles this person holds, in any center."""
        return frozenset(role for role, _center in self.held)

    @property
    def is_staff(self) -> bool:
        """Whether this person works behind the second factor: in a center or for the program."""
        return self.is_superuser or bool(self.roles.intersection(STAFF_ROLES))

    @property
    def is_national(self) -> bool:
        """Whether this person sees the figures of every region."""
        return self.is_superuser or Role.NATIONAL in self.roles

    def centers(self, *roles: str) -> models.QuerySet[Center]:
        """The centers in which this person holds one of `roles` (else reviewer or manager)."""
        return Center.objects.filter(
            memberships__user=self,
            memberships__role__in=roles or CENTER_ROLES,
        ).distinct()

    def may_grant(self) -> dict[str, models.QuerySet[Center]]:
        """The roles this person may give to others, and in which centers."""
        if self.is_national:
            return dict.fromkeys(GRANTS[Role.NATIONAL], Center.objects.all())
        return dict.fromkeys(GRANTS[Role.MANAGER], self.centers(Role.MANAGER))

    def stops_in_charge(self) -> models.QuerySet[Stop]:
        """The stops whose files this person works on: of their centers, all for a superuser."""
        if self.is_superuser:
            return Stop.objects.all()
        return Stop.objects.filter(center__in=self.centers())
