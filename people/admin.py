"""The staff's pages about people.

Who works and takes part in one's own center, roles to give, consent texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import Max, Q
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from core.columns import said
from core.written import telephone
from people.actions import invite
from people.forms import InviteForm
from people.looking import named
from people.models import Consent, ConsentText, Membership, User
from people.names import fold
from people.scoped import ScopedAdmin

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.forms import ModelForm
    from django.http import HttpRequest
    from django.utils.safestring import SafeString


# Rights are roles; the rest holds secrets.
admin.site.unregister([Group, EmailAddress, Authenticator, UserSession])


@admin.register(User)
class UserAdmin(ScopedAdmin):
    """People, by name in any spelling, phone or e-mail; they alone change these, with a code."""

    list_display = ("name", "reach", "held", "is_active")
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("name_key",)
    search_help_text = _("Name in any spelling, phone number or e-mail")
    ordering = ("name_key", "pk")
    fields = ("name", "language", "is_active", "reach", "held", "joined_at", "last_login")
    readonly_fields = ("reach", "held", "joined_at", "last_login")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """The national staff correct a name or a language, and close an account.

        Not their own, nor a superuser's.
        """
        user, person = cast("User", request.user), cast("User | None", obj)
        beyond = person is not None and (
            person == user or (person.is_superuser and not user.is_superuser)
        )
        return user.is_national and not beyond

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """With their roles, in one query more."""
        return (
            super()
            .get_queryset(request)
            .prefetch_related("memberships__center", "memberships__partner")
        )

    def get_search_results(
        self,
        request: HttpRequest,  # noqa: ARG002  Django's own signature
        queryset: QuerySet[User],
        search_term: str,
    ) -> tuple[QuerySet[User], bool]:
        """A phone in any spelling, a name as it sounds; with its @, a part of an e-mail."""
        words = fold(search_term)
        if not words:
            return queryset, False
        found = Q(email__contains=words) if "@" in words else named(search_term)
        return queryset.filter(found), False

    @admin.display(description=_("phone, e-mail"))
    def reach(self, person: User) -> SafeString:
        """How the person is reached, left-to-right in a right-to-left page."""
        addresses = (address for address in (person.phone, person.email) if address)
        return format_html_join(
            " · ", '<bdi dir="ltr">{}</bdi>', ((telephone(address),) for address in addresses)
        )

    @admin.display(description=_("roles"))
    def held(self, person: User) -> SafeString:
        """What the person does here, and where."""
        return format_html_join(
            mark_safe("<br>"), "{}", ((str(role),) for role in person.memberships.all())
        )


@admin.register(Membership)
class MembershipAdmin(ScopedAdmin):
    """Roles: given by invitation, taken away by deletion; never one as high as one's own."""

    list_display = ("user", "role", "center", "partner")
    list_filter = ("role",)
    list_select_related = ("user", "center", "partner")
    ordering = ("center", "role", "user__name_key", "pk")

    def has_add_permission(
        self,
        request: HttpRequest,
        obj: Model | None = None,  # noqa: ARG002  Django calls it so
    ) -> bool:
        """Managers for their centers, and the national staff."""
        user = cast("User", request.user)
        return user.is_national or user.centers(Membership.Role.MANAGER).exists()

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A role that this person could have given, and that is not their own."""
        if obj is None:
            return self.has_add_permission(request)
        return Membership.objects.managed_by(cast("User", request.user)).filter(pk=obj.pk).exists()

    def get_form(
        self,
        request: HttpRequest,
        obj: Model | None = None,
        change: bool = False,  # noqa: FBT001, FBT002  Django calls it so
        **kwargs: Any,
    ) -> Any:
        """The invitation; it offers what this person may give."""
        if obj is not None:
            return super().get_form(request, obj, change, **kwargs)
        form = cast(
            "type[InviteForm]", super().get_form(request, obj, change, form=InviteForm, **kwargs)
        )
        form.by = cast("User", request.user)
        return form

    def get_fields(
        self,
        request: HttpRequest,  # noqa: ARG002  Django calls it so
        obj: Model | None = None,
    ) -> tuple[str, ...]:
        """Who is invited, and as what; afterwards who holds the role."""
        place = ("role", "center", "partner")
        return ("user", *place) if obj else ("name", "email", "language", *place)

    def save_model(
        self,
        request: HttpRequest,
        obj: Membership,
        form: ModelForm[Membership],
        change: bool,  # noqa: ARG002, FBT001  Django calls it so
    ) -> None:
        """Invite."""
        membership = invite(**form.cleaned_data, by=cast("User", request.user))
        obj.pk, obj.user = membership.pk, membership.user


@admin.register(ConsentText)
class ConsentTextAdmin(ScopedAdmin):
    """What people agree to; a new wording is a new version, what one has agreed to stays."""

    list_display = ("purpose", "version", said("since", _("in force since")))
    list_filter = ("purpose",)
    ordering = ("purpose", "-version")
    fields = ("purpose", "text_ar", "text_fr", "text_en")

    def has_add_permission(
        self,
        request: HttpRequest,
        obj: Model | None = None,  # noqa: ARG002  Django calls it so
    ) -> bool:
        """The national staff: one wording for every region."""
        return cast("User", request.user).is_national

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """As long as nobody has agreed to it."""
        agreed = obj is not None and Consent.objects.filter(text=obj.pk).exists()
        return cast("User", request.user).is_national and not agreed

    def get_readonly_fields(
        self,
        request: HttpRequest,  # noqa: ARG002  Django calls it so
        obj: ConsentText | None = None,
    ) -> tuple[str, ...]:
        """The purpose of a version never changes."""
        return ("purpose",) if obj else ()

    def save_model(
        self,
        request: HttpRequest,
        obj: ConsentText,
        form: ModelForm[ConsentText],
        change: bool,  # noqa: FBT001  Django calls it so
    ) -> None:
        """Number the new version after the last one."""
        if not change:
            last = (
                ConsentText.objects.filter(purpose=obj.purpose).aggregate(last=Max("version"))[
                    "last"
                ]
                or 0
            )
            obj.version = last + 1
        super().save_model(request, obj, form, change)
