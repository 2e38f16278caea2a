"""The page of a partner is written by the partner, and put in force by the team of the region."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.spoken import LANGUAGES
from partners.models import Profile
from programs.models import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from people.models import User
    from programs.models import Center, Partner

WORDS = tuple(f"words_{code}" for code in LANGUAGES)


def profile_of(partner: Partner, center: Center) -> Profile:
    """The page of a partner in a region, unsaved where there is none."""
    known = Profile.objects.filter(partner=partner, center=center).first()
    return known or Profile(partner=partner, center=center)


def written(profile: Profile) -> dict[str, Any]:
    """What a form shows: what was proposed last, else what is in force."""
    themes = [each.code for each in profile.themes.all()] if profile.pk else []
    words = {name: getattr(profile, name) or "" for name in WORDS}
    return {**words, "hosts": profile.hosts, "themes": themes, **profile.proposed}


@transaction.atomic
def propose(partner: Partner, center: Center, values: Mapping[str, Any], *, by: User) -> Profile:
    """Keep what a partner writes; the public reads it once the team has put it in force."""
    row = _locked(partner, center)
    row.proposed = {
        **{name: values[name] for name in WORDS},
        "hosts": values["hosts"],
        "themes": [theme.code for theme in values["themes"]],
    }
    row.proposed_at, row.proposed_by = timezone.now(), by
    row.save()
    return row


@transaction.atomic
def put_in_force(partner: Partner, center: Center, values: Mapping[str, Any]) -> Profile:
    """Let the public read what a team has read, and perhaps put right."""
    row = _locked(partner, center)
    for name in WORDS:
        setattr(row, name, values[name])
    row.hosts = values["hosts"]
    row.proposed, row.proposed_at, row.proposed_by = {}, None, None
    row.save()
    row.themes.set(values["themes"])
    return row


@transaction.atomic
def set_aside(profile: Profile) -> None:
    """Leave what is in force, and drop what was proposed. Raises ValidationError('state')."""
    waiting = Profile.objects.proposed().filter(pk=profile.pk)
    if not waiting.update(proposed={}, proposed_at=None, proposed_by=None):
        raise ValidationError(_("A colleague was faster: please look again."), code="state")


def themes_proposed(codes: list[str]) -> list[Theme]:
    """The themes with these codes."""
    return list(Theme.objects.filter(code__in=codes))


def _locked(partner: Partner, center: Center) -> Profile:
    Profile.objects.bulk_create([Profile(partner=partner, center=center)], ignore_conflicts=True)
    rows = Profile.objects.select_for_update(of=["self"])
    return rows.get(partner=partner, center=center)
