"""What somebody is told who begins to work here."""

from django.urls import reverse
from django.utils import translation

from core.links import absolute
from messaging.actions.letters import Letter, Reader, write
from people.models import Membership


def write_invitation(membership: Membership) -> None:
    """Tell the person, in their language, which role they have, where, and where to sign in."""
    person = membership.user
    with translation.override(person.language):
        place = " · ".join(str(each) for each in (membership.partner, membership.center) if each)
        context = {
            "role": str(Membership.Role(membership.role).label),
            "place": place or "Microlabs",
            "link": absolute(reverse("account_login")),
            "email": person.email or "",
        }
    write(
        Letter(
            key=f"invitation:{membership.pk}",
            event="invitation",
            reader=Reader.of(person),
            context=context,
        )
    )
