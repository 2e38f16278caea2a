"""A long work is not searched for garbage; afterwards all is as before, however it ended."""

import gc

import pytest

from core.garbage import unsearched


def fail() -> None:
    """Say whether garbage is looked for, in a work that fails."""
    with unsearched():
        raise LookupError(gc.isenabled())


@pytest.mark.parametrize("before", [True, False])
def test_it_is_as_before_even_when_the_work_fails(*, before: bool) -> None:
    was = gc.isenabled()
    (gc.enable if before else gc.disable)()
    try:
        with pytest.raises(LookupError) as told:
            fail()
        assert (told.value.args, gc.isenabled()) == ((False,), before)
    finally:
        (gc.enable if was else gc.disable)()
