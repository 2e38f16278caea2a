#!/usr/bin/env bash
# Python's parser of mails and of pages loses words that somebody wrote, without an error that says so (3.11 to 3.13):
# base64 that ends within a sign is handed back still packed; words in the open that call themselves base64 become
# other bytes; a mail that says to be in pieces, and is not, has no text at all for `get_body`; `get` of a head with raw
# letters puts U+FFFD in their place, while `raw_items` keeps them; HTMLParser raises AssertionError at `<![si x]>`.
# The way around: messaging/http/mail_words.py and mail_pages.py read these themselves.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
cat > look.py <<'PYTHON'
import sys
from base64 import b64encode
from email import message_from_bytes, policy
from html.parser import HTMLParser


def text(heads, body):
    mail = message_from_bytes(heads.encode() + b"\n\n" + body)
    return mail.get_payload(decode=True)


def packed(body):
    return text("Content-Transfer-Encoding: base64", body)


def page(source):
    try:
        HTMLParser().feed(source)
    except AssertionError:
        return "AssertionError"
    return "read"


short = b64encode(b"Oui, a lundi").rstrip(b"=")[:-3]
mail = message_from_bytes("Subject: Fès\n\n".encode())
pieces = message_from_bytes(b"Content-Type: multipart/mixed\n\nOui.", policy=policy.default)
CASES = {
    "base64 cut short": (packed(short) == short, True),
    "words that call themselves base64": (packed(b"Oui, lundi.") == b"Oui, lundi.", False),
    "no pieces": (pieces.get_body(("plain", "html")), None),
    "a raw head": ("\ufffd" in str(mail["Subject"]), True),
    "the same by raw_items": ("\ufffd" in str(dict(mail.raw_items())["Subject"]), False),
    "a marked section of Word": (page("Oui <![si x]>"), "AssertionError"),
}
print("Python", sys.version.split()[0])
for name, (found, expected) in CASES.items():
    print(f"{name}: {found!r}{'' if found == expected else ', which has changed'}")
sys.exit(any(found != expected for found, expected in CASES.values()))
PYTHON
python3 look.py
