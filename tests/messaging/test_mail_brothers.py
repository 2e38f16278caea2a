"""Answers as the programs of people write them: new words are found, nothing they wrote is lost."""

from base64 import encodebytes
from quopri import encodestring
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from messaging.http.inbound_mail import Reply, read
from messaging.http.replies import reply_address
from messaging.models import Message
from tests.cast import Cast
from tests.messaging.talking import sent_to

pytestmark = pytest.mark.django_db
ASKED = "Bonjour, quelle est votre ville ?"


@pytest.fixture(autouse=True)
def reads_mail(settings: Settings) -> None:
    settings.REPLY_ADDRESS = "labs+{token}@example.ma"


@pytest.fixture
def ours(cast: Cast) -> Message:
    mail = {"channel": "email", "address": "zzc-ap1@example.org", "subject": "Votre dossier"}
    return sent_to(cast["AP1"], cast.stop, state="sent", **mail)


def answered(ours: Message, heads: str, body: str | bytes, subject: str = "Votre dossier") -> Reply:
    """What is read of a mail with these heads and this body, byte by byte."""
    about = f"From: S <zzc-ap1@example.org>\nTo: {reply_address(ours)}\nSubject: Re: {subject}\n"
    raw = f"{about}MIME-Version: 1.0\n{heads}\n\n".encode()
    reply = read((raw + (body.encode() if isinstance(body, str) else body)).replace(b"\n", b"\r\n"))
    assert reply is not None
    return reply


def parts(kind: str, *pieces: tuple[str, str]) -> tuple[str, str]:
    """The heads and the body of a mail of several pieces, each with its own heads."""
    body = "".join(f"--x\n{heads}\n\n{text}\n" for heads, text in pieces)
    return f'Content-Type: multipart/{kind}; boundary="x"', f"{body}--x--\n"


def coded(text: str, charset: str = "utf-8") -> str:
    return encodebytes(text.encode(charset)).decode()


def quoted_printable(text: str, charset: str = "utf-8") -> str:
    return encodestring(text.encode(charset)).decode()


UTF8 = "Content-Type: text/plain; charset=utf-8"
HTML = "Content-Type: text/html; charset=utf-8"
BASE64 = "Content-Transfer-Encoding: base64"
PRINTABLE = "Content-Transfer-Encoding: quoted-printable"
JPEG = 'Content-Type: image/jpeg; name="IMG_0001.jpg"'

GMAIL_FRENCH = parts(
    "alternative",
    (
        f'Content-Type: text/plain; charset="UTF-8"\n{BASE64}',
        coded(
            "Oui, j’arrive à Fès.\n\nLe lun. 23 nov. 2026 à 10:00, Microlabs <l@example.ma> a\n"
            f"écrit :\n\n> {ASKED}\n>\n"
        ),
    ),
    (
        f'Content-Type: text/html; charset="UTF-8"\n{PRINTABLE}',
        quoted_printable('<div dir="ltr">Oui, j’arrive à Fès.</div><br><div class="gmail_quote">'),
    ),
)
GMAIL_ARABIC = parts(
    "alternative",
    (
        f'Content-Type: text/plain; charset="UTF-8"\n{BASE64}',
        coded(
            "نعم، سأحضر\n\nفي الاثنين، 23 نوفمبر 2026 في 10:00 ص تمت كتابة ما يلي بواسطة "
            f"\u202aMicrolabs\u202c\u200f <\u202al@example.ma\u202c\u200f>:\n\n> {ASKED}\n"
        ),
    ),
    (f'Content-Type: text/html; charset="UTF-8"\n{BASE64}', coded("<div>نعم، سأحضر</div>")),
)
GMAIL_PAGE = (
    f"{HTML}\n{BASE64}",
    coded(
        '<div dir="rtl">نعم، سأحضر</div><br><div class="gmail_quote gmail_quote_container">'
        '<div dir="rtl" class="gmail_attr">في الاثنين، كتب Microlabs:<br></div>'
        f'<blockquote class="gmail_quote">{ASKED}</blockquote></div>'
    ),
)
OUTLOOK_FRENCH = (
    f"Content-Type: text/plain; charset=Windows-1252\n{PRINTABLE}",
    quoted_printable(
        "Oui, j’arrive à Fès.\n\nDe : Microlabs <l@example.ma>\nEnvoyé : lundi 23 novembre 2026 "
        f"10:00\nÀ : S\nObjet : Votre dossier\n\n{ASKED}",
        "cp1252",
    ),
)
OUTLOOK_PAGE = (
    f"Content-Type: text/html; charset=iso-8859-1\n{PRINTABLE}",
    quoted_printable(
        '<html><head><style type="text/css">P {margin-top:0}</style></head><body dir="ltr">'
        '<div class="elementToProof">Oui, j’arrive\nà Fès.</div><div id="appendonsend"></div>'
        '<hr tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri"><b>De&nbsp;:</b>'
        " Microlabs &lt;l@example.ma&gt;<br><b>Envoyé&nbsp;:</b> lundi 23 novembre 2026 10:00<br>"
        f"<b>À&nbsp;:</b> S<br></font></div><div>{ASKED}</div></body></html>",
        "cp1252",
    ),
)
OUTLOOK_PHONE = (
    UTF8,
    (
        "Oui, j’arrive à Fès.\n\nObtenez Outlook pour Android<https://aka.ms/AAb9ysg>\n"
        f"________________________________\nFrom: Microlabs\nSent: Monday\n\n{ASKED}"
    ),
)
OUTLOOK_ARABIC = (
    f"Content-Type: text/plain; charset=windows-1256\n{BASE64}",
    coded(
        "نعم، سأحضر\n\nمن: Microlabs\nتم الإرسال: الاثنين\nإلى: S\nالموضوع: Votre dossier\n\n"
        "مدينتك؟",
        "cp1256",
    ),
)
IPHONE_FRENCH = (
    f"{UTF8}\n{PRINTABLE}",
    quoted_printable(
        "Oui, j’arrive à Fès.\n\nEnvoyé de mon iPhone\n\n> Le 23 nov. 2026 à 10:00, Microlabs "
        f"<l@example.ma> a écrit :\n> \n> {ASKED}\n"
    ),
)
IPHONE_ARABIC = (
    f"{UTF8}\n{BASE64}",
    coded(
        "نعم، سأحضر\n\nأُرسلت من الـ iPhone\n\n> في ٢٣ نوفمبر ٢٠٢٦، الساعة ١٠:٠٠، كتب Microlabs "
        f"<l@example.ma>:\n> \n> {ASKED}\n"
    ),
)
YAHOO_FRENCH = (
    UTF8,
    (
        "Oui, j’arrive à Fès.\nEnvoyé depuis l’application Yahoo Mail pour Android \n \n  Le lun., "
        f"nov. 23, 2026 à 10:00, Microlabs<l@example.ma> a écrit :   {ASKED}  \n"
    ),
)
YAHOO_PAGE = (
    HTML,
    (
        "<html><head></head><body><div class='yahoo-style'>Oui, j’arrive à Fès.</div>"
        "<div id='yahoo_quoted_123' class='yahoo_quoted'><div>Le lundi 23 novembre 2026 à 10:00, "
        f"Microlabs a écrit :</div><div>{ASKED}</div></div></body></html>"
    ),
)
THUNDERBIRD = (
    "Content-Type: text/plain; charset=UTF-8; format=flowed",
    f"Le 23/11/2026 à 10:00, Microlabs a écrit :\n> {ASKED}\n\nOui, j’arrive \nà Fès.\n",
)
THUNDERBIRD_PAGE = (
    HTML,
    (
        '<html><body><p>Oui, j’arrive à Fès.</p><div class="moz-cite-prefix">Le 23/11/2026 à '
        f'10:00, Microlabs a écrit :<br></div><blockquote type="cite" cite="mid:1@x"><p>{ASKED}</p>'
        "</blockquote></body></html>"
    ),
)
SAMSUNG = (
    HTML,
    (
        '<html><head></head><body dir="auto">Oui, j’arrive à Fès.<div><br></div>'
        "<div align='left'>-------- Message d'origine --------</div><div>De : Microlabs</div>"
        f"<div>Date : 23/11/2026 10:00</div><div>{ASKED}</div></body></html>"
    ),
)
SAMSUNG_ARABIC = (
    f"{UTF8}\n{BASE64}",
    coded(f"نعم، سأحضر\n\n-------- الرسالة الأصلية --------\nمن: Microlabs\n{ASKED}"),
)
DEVICES = {
    "outlook phone": "Obtenez Outlook pour Android<https://aka.ms/AAb9ysg>",
    "iphone french": "Envoyé de mon iPhone",
    "iphone arabic": "أُرسلت من الـ iPhone",
    "yahoo french": "Envoyé depuis l’application Yahoo Mail pour Android",
}


@pytest.mark.parametrize(
    ("program", "mail"),
    [
        ("gmail french", GMAIL_FRENCH),
        ("gmail arabic", GMAIL_ARABIC),
        ("gmail page", GMAIL_PAGE),
        ("outlook french", OUTLOOK_FRENCH),
        ("outlook page", OUTLOOK_PAGE),
        ("outlook phone", OUTLOOK_PHONE),
        ("outlook arabic", OUTLOOK_ARABIC),
        ("iphone french", IPHONE_FRENCH),
        ("iphone arabic", IPHONE_ARABIC),
        ("yahoo french", YAHOO_FRENCH),
        ("yahoo page", YAHOO_PAGE),
        ("thunderbird", THUNDERBIRD),
        ("thunderbird page", THUNDERBIRD_PAGE),
        ("samsung", SAMSUNG),
        ("samsung arabic", SAMSUNG_ARABIC),
    ],
)
def test_what_is_new_stands_alone_and_what_was_asked_is_folded(
    ours: Message, program: str, mail: tuple[str, str]
) -> None:
    reply = answered(ours, *mail)
    arabic = "arabic" in program or program == "gmail page"
    new = "نعم، سأحضر" if arabic else "Oui, j’arrive à Fès."
    asked = "مدينتك؟" if program == "outlook arabic" else ASKED
    assert (reply.text, asked in reply.quoted) == (new, True)
    assert DEVICES.get(program, "") in reply.quoted


def test_every_piece_of_text_is_read_and_every_file_named(ours: Message) -> None:
    mail = parts(
        "mixed",
        (UTF8, "Voici ma patente."),
        (f"{JPEG}\nContent-Disposition: inline", "/9j/"),
        (UTF8, "Et je viens lundi."),
        ('Content-Type: application/pdf; name="=?utf-8?B?2K7Yt9ipLnBkZg==?="', "%PDF"),
    )
    assert answered(ours, *mail).text == (
        "Voici ma patente.\n\nEt je viens lundi.\n📎 IMG_0001.jpg\n📎 خطة.pdf"
    )


def test_files_beside_the_form_that_is_not_read_are_named(ours: Message) -> None:
    heads, body = parts("mixed", (HTML, "<p>Voici.</p>"), (JPEG, "/9j/"))
    nested = (heads.replace('"x"', '"y"'), body.replace("--x", "--y"))
    assert answered(ours, *parts("alternative", (UTF8, "Voici."), nested)).text == (
        "Voici.\n📎 IMG_0001.jpg"
    )


@pytest.mark.parametrize(
    ("heads", "body", "text"),
    [
        ("Content-Type: image/jpeg", "/9j/", "📎 image/jpeg"),
        (JPEG, "/9j/", "📎 IMG_0001.jpg"),
        (*parts("mixed", (UTF8, ""), (JPEG, "/9j/")), "📎 IMG_0001.jpg"),
        (*parts("related", (HTML, "<img src='cid:1'>"), (JPEG, "/9j/")), "📎 IMG_0001.jpg"),
        (
            'Content-Type: application/ms-tnef; name="winmail.dat"',
            "x",
            "📎 winmail.dat",
        ),
    ],
)
def test_a_picture_without_words_is_named(ours: Message, heads: str, body: str, text: str) -> None:
    assert answered(ours, heads, body).text == text


def test_text_in_an_attachment_is_folded_under_its_name(ours: Message) -> None:
    disposed = f'{UTF8}\nContent-Disposition: attachment; filename="reponse.txt"'
    reply = answered(ours, *parts("mixed", (UTF8, ""), (disposed, "Oui, je viens.")))
    assert (reply.text, reply.quoted) == ("📎 reponse.txt", "reponse.txt\nOui, je viens.")


def test_a_forwarded_mail_is_folded_with_what_its_head_says(ours: Message) -> None:
    inner = f"From: ANAPEC <a@example.ma>\nSubject: Convocation\n{UTF8}\n\nVenez lundi."
    reply = answered(
        ours, *parts("mixed", (UTF8, "Voyez."), ("Content-Type: message/rfc822", inner))
    )
    assert (reply.text, reply.quoted) == (
        "Voyez.",
        "From: ANAPEC <a@example.ma>\nSubject: Convocation\n\nVenez lundi.",
    )


def test_a_mail_that_is_inside_itself_a_hundred_times_ends(ours: Message) -> None:
    inner = "".join("Content-Type: message/rfc822\n\n" for _time in range(100))
    assert answered(ours, "Content-Type: message/rfc822", f"{inner}\nfin").text == (
        "📎 message/rfc822"
    )


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Oui, je viens =\nlundi, =E9videmment.=", "Oui, je viens lundi, évidemment."),
        ("100 % s=FBr, a=b et =ZZ", "100 % sûr, a=b et =ZZ"),
        ("Oui=\n", "Oui"),
    ],
)
def test_broken_quoted_printable_keeps_its_letters(ours: Message, body: str, text: str) -> None:
    heads = f"Content-Type: text/plain; charset=iso-8859-1\n{PRINTABLE}"
    assert answered(ours, heads, body).text == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (coded("Oui, je viens à Fès lundi.").replace("=", "")[:-2], "Oui, je viens à Fès lund"),
        ("Oui, je viens lundi, évidemment.", "Oui, je viens lundi, évidemment."),
        (f"{coded('Oui, à lundi.')}\n__\nListe de Fès", "Oui, à lundi.\n\n__\nListe de Fès"),
    ],
)
def test_broken_base64_keeps_what_can_be_read(ours: Message, body: str, text: str) -> None:
    assert answered(ours, f"{UTF8}\n{BASE64}", body).text.startswith(text)


@pytest.mark.parametrize(
    "heads",
    [
        "Content-Type: multipart/mixed",
        'Content-Type: multipart/mixed; boundary="never there"',
        "Content-Type: text",
        "Content-Type: ",
        "Content-Type: text/plain; charset",
        f"{UTF8}\nContent-Transfer-Encoding: 8-bits",
    ],
)
def test_a_mail_that_says_wrong_things_of_itself_is_read_all_the_same(
    ours: Message, heads: str
) -> None:
    assert answered(ours, heads, "Oui, je viens à Fès.").text == "Oui, je viens à Fès."


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<html><head><title>x</title><body>Oui<p>merci", "Oui\nmerci"),
        ("<style>p{}<body>Oui</body>", "p{}\nOui"),
        ("Oui <![if !mso]>je viens<![endif]>", "Oui je viens"),
        ("Oui <![si !mso]>je viens<![endif]>", "Oui je viens"),
        ("<p>Oui&nbsp;je viens &amp; merci&hellip;", "Oui je viens & merci…"),
        ("D’accord <img alt='👍' src='cid:1'><img alt='une longue description'>", "D’accord 👍"),
        ("<table><tr><td>Oui</td><td>lundi</td></tr><tr><td>merci", "Oui lundi\nmerci"),
        ("<pre>Oui\nlundi</pre>", "Oui\nlundi"),
    ],
)
def test_a_broken_page_says_its_words(ours: Message, page: str, text: str) -> None:
    assert answered(ours, HTML, page).text.replace("\n\n", "\n") == text


def test_words_below_and_between_quotations_of_a_page_are_new(ours: Message) -> None:
    page = "<blockquote>Ville ?</blockquote>Fès<blockquote>Âge ?</blockquote><p>40 ans</p>"
    reply = answered(ours, HTML, page)
    assert (reply.text.split("\n"), reply.quoted.split("\n\n")) == (
        ["Fès", "", "40 ans"],
        ["Ville ?\nÂge ?"],
    )


def test_of_two_forms_of_the_same_words_an_empty_one_is_passed_over(ours: Message) -> None:
    mail = parts("alternative", (UTF8, " \n"), (HTML, "<p>Oui, je viens.</p>"))
    assert answered(ours, *mail).text == "Oui, je viens."


@pytest.mark.parametrize(
    ("written", "text", "quoted"),
    [
        ("Oui, \nje viens \nlundi.\n\nMerci", "Oui, je viens lundi.\n\nMerci", ""),
        ("> Ville ? \n> Âge ?\n Fès\n -- suite", "Fès\n-- suite", "> Ville ? \n> Âge ?"),
        ("Oui \n-- \nSalma", "Oui", "-- \nSalma"),
    ],
)
def test_paragraphs_that_a_program_wrapped_are_whole_again(
    ours: Message, written: str, text: str, quoted: str
) -> None:
    reply = answered(ours, f"{UTF8}; format=flowed", written)
    assert (reply.text, reply.quoted) == (text, quoted)


def test_words_wrapped_inside_are_joined_without_a_space(ours: Message) -> None:
    assert answered(ours, f"{UTF8}; format=flowed; delsp=yes", "نعم سأ \nحضر").text == "نعم سأحضر"


def test_a_signature_alone_is_folded_and_nothing_is_lost(ours: Message) -> None:
    reply = answered(ours, UTF8, "\n-- \nSalma Alaoui\n06 99 00 00 01")
    assert (reply.text, reply.quoted) == ("", "-- \nSalma Alaoui\n06 99 00 00 01")


def test_an_answer_to_an_appointment_says_what_it_is(ours: Message) -> None:
    calendar = (
        "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nATTENDEE;PARTSTAT=DECLINED;CN=S:mailto:s@x\n"
        "SUMMARY:Rendez-vous\nCOMMENT:Je serai\n  à Rabat\nEND:VEVENT\nEND:VCALENDAR"
    )
    kind = "Content-Type: text/calendar; charset=utf-8; method=REPLY"
    text = "📅\nDECLINED\nRendez-vous\nJe serai à Rabat"
    mail = parts("alternative", (UTF8, "Refusé."), (kind, calendar))
    assert (answered(ours, *mail).text, answered(ours, kind, calendar).text) == (
        f"Refusé.\n\n{text}",
        text,
    )


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Votre dossier", ""),
        ("RE: RE : Votre dossier", ""),
        ("=?utf-8?Q?Votre_dossier?=", ""),
        ("=?utf-8?B?2YbYudmF2Iwg2LPYo9it2LbYsQ==?=", "نعم، سأحضر"),
        ("Je viens à Fès", "Je viens à Fès"),
    ],
)
def test_words_in_the_subject_are_words_too(ours: Message, subject: str, text: str) -> None:
    assert answered(ours, UTF8, "", subject).text == text


@pytest.mark.parametrize("number", range(4))
def test_two_mails_that_share_their_number_are_two(ours: Message, number: int) -> None:
    heads = f"{UTF8}\nMessage-ID: <1@phone>"
    first, other = (answered(ours, heads, f"Oui {each}").provider_id for each in (0, number))
    assert (first == other) == (number == 0)


@pytest.mark.parametrize("how", ["dot", "cut"])
def test_whatever_bytes_come_nothing_stops_the_reader(ours: Message, how: str) -> None:
    mails: list[tuple[Any, ...]] = [GMAIL_FRENCH, OUTLOOK_PAGE, SAMSUNG]
    for heads, body in mails:
        for at in range(0, len(body), 7):
            odd = body[:at] + ("\x00\udcff" + body[at + 2 :] if how == "dot" else "")
            answered(ours, heads, odd.encode("utf-8", "surrogateescape"))
