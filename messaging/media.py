"""What came with a message, as it may be kept: known by its content, pictures drawn afresh."""

from __future__ import annotations

from core.antivirus import scan
from core.files import SafeFile, kept, safe_file
from core.sounds import played_as
from messaging.models import Post

LARGEST = 16 * 1024 * 1024  # what WhatsApp carries at most, but for documents


def make_safe(data: bytes) -> SafeFile:
    """`data` as it may be kept, under a random name.

    Raises ValidationError('file'); `Infected` or `NotScanned` where there is a scanner.
    """
    scan(data)
    return unscanned(data)


def unscanned(data: bytes) -> SafeFile:
    """The same, of what was scanned before. Raises ValidationError('file')."""
    played = played_as(data)
    if played is None:
        return safe_file(data, "file")
    return kept(data, played.suffix, name=f"file{played.suffix}", content_type=played.content_type)


def kind_of_post(content_type: str) -> Post.Kind:
    """How a post with such a file is called."""
    return {"audio": Post.Kind.VOICE, "image": Post.Kind.PICTURE}.get(
        content_type.partition("/")[0], Post.Kind.FILE
    )
