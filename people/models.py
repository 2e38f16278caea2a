"""Who a person is, what they may reach, in which stop they take part, and what they agreed to."""

from __future__ import annotations

from typing import Any, ClassVar, Self

import pghistory
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programs.models import Center, Partner, Stop


class UserManager(BaseUserManager["User"]):
    """Makes people; a phone or an e-mail is enough, and nobody needs a password."""

    def without_role(self) -> models.QuerySet[User]:
        """People who hold no role anywhere: applicants and beneficiaries."""
        return self.filter(memberships__isnull=True, is_superuser=False)

    def sharing(self, phone: str) -> models.QuerySet[User]:
        """Those whom a code sent to `phone` lets in. Staff are never among them: they sign in by e-mail only."""
        outsiders = self.filter(is_superuser=False).exclude(memberships__role__in=Membership.STAFF_ROLES)
        return outsiders.filter(phone=phone, is_active=True).order_by("pk")

    def create_user(self, *, name: str, password: str | None = None, **fields: Any) -> User:
        """Make a person. Raises `IntegrityError` when they have neither phone nor e-mail."""
        user = self.model(name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, *, email: str, password: str, name: str = "") -> User:
        """Make the break-glass account that `manage.py createsuperuser` asks for."""
        return self.create_user(name=name or email, email=email, password=password, is_superuser=True)


@pghistory.track(
    fields=["name", "phone", "phone_verified", "email", "language", "is_active", "is_superuser"],
    model_name="UserEvent",
)
class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. `phone` is E.164 and may be shared: a family often has one telephone."""

    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(
        _("phone"),
        max_length=16,
        blank=True,
        null=True,
        db_index=True,
        validators=[RegexValidator(r"^\+[1-9]\d{7,14}$", _("A phone number looks like +212612345678."))],
    )
    phone_verified = models.BooleanField(_("phone confirmed by a code"), default=False, editable=False)
    email = models.EmailField(_("e-mail"), blank=True, null=True, unique=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="ar")
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
            models.CheckConstraint(name="person_has_no_empty_address", condition=~Q(phone="") & ~Q(email="")),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep an absent phone or e-mail absent: an empty string would break its constraints."""
        self.phone = self.phone or None
        self.email = (self.email or "").lower() or None
        super().save(*args, **kwargs)

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles this person holds, in any center."""
        return frozenset(self.memberships.values_list("role", flat=True))

    @property
    def is_staff(self) -> bool:
        """Whether this person works behind the second factor: in a center, or for the whole program."""
        return self.is_superuser or bool(self.roles.intersection(Membership.STAFF_ROLES))

    @property
    def is_national(self) -> bool:
        """Whether this person sees the figures of every region."""
        return self.is_superuser or Membership.Role.NATIONAL in self.roles

    def centers(self, *roles: str) -> models.QuerySet[Center]:
        """The centers in which this person holds one of `roles` (reviewer or manager when none is named)."""
        return Center.objects.filter(
            memberships__user=self,
            memberships__role__in=roles or Membership.CENTER_ROLES,
        ).distinct()

    def stops_in_charge(self) -> models.QuerySet[Stop]:
        """The stops whose files this person works on: those of their centers, every stop for a superuser."""
        if self.is_superuser:
            return Stop.objects.all()
        return Stop.objects.filter(center__in=self.centers())


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Membership(models.Model):
    """A role somebody holds, and where: it is the whole of what they may reach."""

    class Role(models.TextChoices):
        REVIEWER = "reviewer", _("Reviewer")
        MANAGER = "manager", _("Manager")
        EXPERT = "expert", _("Expert")
        PARTNER = "partner", _("Partner")
        NATIONAL = "national", _("National coordination")

    CENTER_ROLES = (Role.REVIEWER, Role.MANAGER)
    STAFF_ROLES = (*CENTER_ROLES, Role.NATIONAL)

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=10, choices=Role)
    center = models.ForeignKey(
        Center,
        models.CASCADE,
        related_name="memberships",
        null=True,
        blank=True,
        verbose_name=_("center"),
    )
    partner = models.ForeignKey(
        Partner,
        models.CASCADE,
        related_name="memberships",
        null=True,
        blank=True,
        verbose_name=_("partner"),
    )

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(
                name="one_role_once",
                fields=["user", "role", "center", "partner"],
                nulls_distinct=False,
                violation_error_message=_("This person already holds this role."),
            ),
            models.CheckConstraint(
                name="role_has_its_place",
                condition=Q(role="national", center__isnull=True, partner__isnull=True)
                | Q(role="partner", center__isnull=False, partner__isnull=False)
                | Q(role__in=["reviewer", "manager", "expert"], center__isnull=False, partner__isnull=True),
                violation_error_message=_(
                    "A national role has no center; a partner has a center and an institution; "
                    "every other role has a center.",
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.center or self.partner or ''}"


class ParticipationQuerySet(models.QuerySet["Participation"]):
    """Questions about many participations."""

    def visible_to(self, user: User) -> Self:
        """What `user` may open: their own, or those of the stops of their center."""
        return self.filter(Q(person=user) | Q(stop__in=user.stops_in_charge()))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Participation(models.Model):
    """An accepted person in a stop: a beneficiary. Workshops, coaching and follow-up know only this."""

    stop = models.ForeignKey(Stop, models.PROTECT, related_name="participations", verbose_name=_("stop"))
    person = models.ForeignKey(User, models.PROTECT, related_name="participations", verbose_name=_("person"))
    since = models.DateTimeField(_("since"), default=timezone.now)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [models.UniqueConstraint(name="one_participation_per_stop", fields=["stop", "person"])]

    def __str__(self) -> str:
        return f"{self.person} · {self.stop}"


class ConsentText(models.Model):
    """One wording of what people agree to; a new wording is a new version, old ones stay as they were read."""

    class Purpose(models.TextChoices):
        PROCESSING = "processing", _("Study of the application")
        REMINDERS = "reminders", _("Reminders by SMS or WhatsApp")
        SHARING = "sharing", _("Sharing with partners")

    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose)
    version = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"))
    since = models.DateTimeField(_("in force since"), default=timezone.now)

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        ordering = ["purpose", "-version"]
        constraints = [models.UniqueConstraint(name="one_text_per_version", fields=["purpose", "version"])]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.version}"

    def wording(self, stop: Stop) -> str:
        """The text as people of `stop` read it, with the names of those who answer for the data."""
        center = stop.center
        words = {
            "{center}": center.name,
            "{region}": center.region.name,
            "{contact}": center.email or center.phone or center.name,
            "{declaration}": center.declaration or gettext("being registered"),
        }
        text = self.text
        for placeholder, word in words.items():
            text = text.replace(placeholder, word)
        return text

    @classmethod
    def in_force(cls) -> dict[str, ConsentText]:
        """The newest text of each purpose, by purpose."""
        newest = cls.objects.order_by("purpose", "-version").distinct("purpose")
        return {text.purpose: text for text in newest}


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Questions about many consents."""

    def live(self) -> Self:
        """Those that were not taken back."""
        return self.filter(withdrawn_at__isnull=True)


@pghistory.track()
class Consent(models.Model):
    """That a person agreed to one version of a text, or took it back."""

    person = models.ForeignKey(User, models.CASCADE, related_name="consents", verbose_name=_("person"))
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="consents", verbose_name=_("text"))
    stop = models.ForeignKey(Stop, models.PROTECT, related_name="consents", verbose_name=_("stop"))
    given_at = models.DateTimeField(_("given"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                name="one_live_consent_per_text",
                fields=["person", "text", "stop"],
                condition=Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.text}"

    @property
    def wording(self) -> str:
        """What the person read when they agreed."""
        return self.text.wording(self.stop)
