"""The doors of providers: they are opened by a signature, never by who is signed in."""

from tests.doors import Door, everybody

HOOKS = {
    "messaging:hook": Door(
        get=everybody("403"), post=everybody("403"), at=lambda _cast, _stop: ["whatsapp"]
    ),
}
DOORS = {"the doors of providers": HOOKS}
