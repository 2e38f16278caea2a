"""What of a mail is new and what it quotes: told apart, and neither is dropped."""

from __future__ import annotations

import re

from django.conf import settings

# "On … wrote:", "Le … a écrit :", "في … كتب …:": the lines below it are quoted.
SAYS = re.compile(
    r"""(?x)
    ^[ \t]*(?:On|Le|El|Am)\b[^\n]{0,200}(?:\n[^\n]{0,160}){0,2}?
        \b(?:wrote|a\s+écrit|escribió|schrieb)\s*:[ \t]*$
    | ^[^\n]{0,200}(?:\n[^\n]{0,160})?(?:\bكتبت?\b|تمت\ كتابة\ ما\ يلي\ بواسطة)
        [^\n]{0,200}(?:\n[^\n]{0,160})?:[ \t]*$
    | ^[ \t]*(?:On|Le|El)\b[^\n]{0,200}<[^\n>]+@[^\n>]+>[ ,]*(?:wrote|a\ écrit)[ \xa0]*:[^\n]*$
    """,
    re.MULTILINE,
)
# A rule, Outlook's and Yahoo's heads, the sign before a signature: all that follows is quoted.
REST = re.compile(
    r"""(?x)
    ^[ \t]*-{2,}[ \t]*(?:Original\ [Mm]essage|Message\ (?:d['’]origine|original|transféré)
        |Forwarded\ [Mm]essage|الرسالة\ الأصلية|رسالة\ أصلية)[^\n]*$
    | ^[ \t]*_{10,}[ \t]*$
    | ^[ \t]*\*{0,2}(?:From|De|من)[ \xa0]?:\*{0,2}[^\n]+\n[ \t]*
        \*{0,2}(?:Sent|Envoyé|Date|To|À|Objet|Subject|تم\ الإرسال|تاريخ\ الإرسال|التاريخ|إلى)
        [ \xa0]?:
    | ^--[ ]$
    """,
    re.MULTILINE,
)

# What a telephone or a program writes below everybody's words.
DEVICE = re.compile(
    r"""(?x)
    ^[ \t]*(?:
        Envoyée?[ ](?:de|depuis|à[ ]partir[ ]de)[ ](?:mon|ma|l['’]|Yahoo|Outlook)[^\n]{0,80}
        |Sent[ ](?:from|via)[ ](?:my|Yahoo|Outlook|the)[^\n]{0,80}
        |(?:Obtenez|Obtenir|Télécharger|Get)[ ]Outlook[ ](?:pour|for)[ ][^\n]{0,80}
        |أُ?رسلت?[ ]من[ ](?:هاتفي|جهاز|جهازي|الـ|بريد|تطبيق|ال)[^\n]{0,80}
    )$""",
    re.MULTILINE,
)

SIGN = re.compile(r"\s*>")  # of what is quoted


def told_apart(text: str) -> tuple[str, str]:
    """The new words of `text`, and what it quotes: every line stands in one of them."""
    end = REST.search(text)
    above, below = (text[: end.start()], text[end.start() :]) if end else (text, "")
    new: list[str] = []
    quoted: list[str] = []
    at = 0
    for says in SAYS.finditer(above):
        _lines(above[at : says.start()], new, quoted)
        quoted.append(says.group().strip("\n"))
        at = says.end()
        if not SIGN.match(above, at):  # quoted without the sign
            quoted.append(above[at:].strip())
            at = len(above)
            break
    _lines(above[at:], new, quoted)
    quoted.append(below.strip())
    return "\n".join(new).strip(), "\n".join(filter(None, quoted))


def without_our_address(text: str) -> str:
    """`text` without the addresses that speak for a person: whoever has one writes as they do."""
    before, _sign, after = settings.REPLY_ADDRESS.partition("{token}")
    if not after:
        return text
    ours = re.compile(re.escape(before) + r"[\w.-]+" + re.escape(after), re.IGNORECASE)
    return ours.sub(f"…{after}", text)


def _lines(text: str, new: list[str], quoted: list[str]) -> None:
    """Each line to its side."""
    for line in text.split("\n"):
        folded = line.lstrip().startswith(">") or DEVICE.fullmatch(line)
        (quoted if folded else new).append(line)
