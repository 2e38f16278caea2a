"""What somebody may do, as a statement hangs on it that is composed once for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from people.models import Membership, User
from people.rights import Rights
from people.roles import Role

if TYPE_CHECKING:
    from tests.cast import Cast


def test_they_are_equal_until_a_role_is_given_or_taken(cast: Cast) -> None:
    def read() -> Rights:
        return Rights.of(User.objects.get(pk=cast["RV"].pk))

    first = read()
    assert ({first, read()}, first == Rights.of(cast["RS1"])) == ({first}, False)
    Membership.objects.create(user=cast["RV"], role=Role.NATIONAL)
    assert read() != first
    Membership.objects.filter(user=cast["RV"], role=Role.NATIONAL).delete()
    assert read() == first
    User.objects.filter(pk=cast["RV"].pk).update(is_superuser=True)
    assert read() != first
