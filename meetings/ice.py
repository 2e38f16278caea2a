"""How browsers find each other through networks: the STUN and TURN servers of the settings."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from typing import Any

from django.conf import settings

LASTS = 6 * 3600  # seconds for which a password of the TURN server is good


def ice_servers(guest: int) -> list[dict[str, Any]]:
    """What `RTCPeerConnection` takes as `iceServers`; empty on a laptop.

    A password of its own for each guest, by the shared secret: the "TURN REST API" of coturn
    (`use-auth-secret`), HMAC-SHA1 of `expiry:name` in base64.
    """
    servers: list[dict[str, Any]] = []
    if settings.STUN_URL:
        servers.append({"urls": settings.STUN_URL})
    if settings.TURN_URL:
        name = f"{int(time.time()) + LASTS}:{guest}"
        mac = hmac.new(settings.TURN_SECRET.encode(), name.encode(), hashlib.sha1).digest()
        credential = base64.b64encode(mac).decode()
        servers.append({"urls": settings.TURN_URL, "username": name, "credential": credential})
    return servers
