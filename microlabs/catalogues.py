"""The translations: a catalogue per room and language, from code and templates, by Babel alone.

`templates/<room>/` belongs to its room, every other template to `portal`. Catalogues are written so
that two branches merge quietly: ordered by file, without line numbers or dates.
"""

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.reloader import translation_file_changed
from django.utils.translation.template import templatize

LANGUAGES = {  # the plural rules are Django's own
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 "
    ": n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;",
    "fr": "nplurals=2; plural=(n > 1);",
}
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
SAYS = re.compile(r"\b_\(|gettext|{%\s*(block)?trans")  # in a file that is worth taking apart
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
Key = tuple[str | None, str]  # context, English text (its singular)
WHOLE = "whole"  # the folder of locale/ that holds what is compiled of all rooms
OUTSIDE = re.compile(r" (?=[;:!?»](?!\w))|(?<=«) ")  # between a word of French and its sign


def rooms() -> list[str]:
    """Every app of the project, by name."""
    return sorted(path.parent.name for path in settings.BASE_DIR.glob("*/apps.py"))


def template_of(room: str) -> Catalog:
    """What the room says, in English."""
    catalog = Catalog()
    for path in _sources(room):
        text = path.read_text()
        if not SAYS.search(text):
            continue
        if path.suffix != ".py":  # a template becomes Python whose only sense are its texts
            text = "\n".join(line.strip() for line in templatize(text).splitlines())
        texts = extract(
            "python", io.BytesIO(text.encode()), KEYWORDS, ("Translators",), {"encoding": "utf-8"}
        )
        for _, msgid, comments, context in texts:
            locations = [(path.relative_to(settings.BASE_DIR).as_posix(), 0)]
            catalog.add(msgid, locations=locations, auto_comments=comments, context=context)
    return catalog


def read(room: str, language: str) -> Catalog:
    """The room's catalogue as it stands; empty when there is none."""
    path = _path(room, language)
    text = path.read_text() if path.exists() else _header(language)
    return read_po(io.StringIO(text), locale=language, domain="django")


def update(room: str) -> list[Path]:
    """Bring the room's catalogues up to date with its texts; return their paths.

    What other rooms have translated is taken over.
    """
    paths = []
    for language in LANGUAGES:
        template = template_of(room)  # read anew: a catalogue takes its messages over as they are
        if not len(template):
            continue
        catalog = read(room, language)
        catalog.update(template, no_fuzzy_matching=True)
        known = {
            (_key(message), message.pluralizable): message.string
            for other in rooms()
            for message in _entries(read(other, language))
        }
        for message in _entries(catalog):
            if not _is_full(message):
                kind = (_key(message), message.pluralizable)
                message.string = known.get(kind) or message.string
            if language == "fr":
                message.string = _set_as_french(message.string)
        path = _path(room, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_header(language) + _written(catalog))
        paths.append(path)
    return paths


def compile_all() -> None:
    """Write the binary catalogues older than a source of theirs; this process reads them anew.

    One a language, of all rooms: Django looks for each text in one catalogue after the other.
    """
    for language in LANGUAGES:
        sources = [path for room in rooms() if (path := _path(room, language)).exists()]
        target = settings.BASE_DIR / "locale" / WHOLE / language / "LC_MESSAGES" / "django.mo"
        newest = max((source.stat().st_mtime for source in sources), default=0)
        if not target.exists() or target.stat().st_mtime <= newest:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as binary:
                write_mo(binary, _joined(language))
            translation_file_changed(sender=None, file_path=target)


def _joined(language: str) -> Catalog:
    """What all rooms have translated."""
    whole = read_po(io.StringIO(_header(language)), locale=language, domain="django")
    for room in rooms():
        for message in filter(_is_full, _entries(read(room, language))):
            whole.add(message.id, message.string, context=message.context)
    return whole


def problems() -> list[str]:
    """A line for each text without a translation, or with several."""
    lines = []
    templates = {room: template_of(room) for room in rooms()}
    for language in LANGUAGES:
        translations: dict[tuple[Key, bool], set[str]] = defaultdict(set)
        for room, template in templates.items():
            catalog = read(room, language)
            lines += [
                f"{_path(room, language)}: {problem}" for problem in _problems_of(template, catalog)
            ]
            for message in _entries(catalog):
                translations[_key(message), message.pluralizable].add(str(message.string))
        several = [key[1] for (key, _), ways in translations.items() if len(ways) > 1]
        lines += [f"{language}: translated in several ways: {text!r}" for text in several]
        mixed = {key[1] for key, counts in translations if counts and (key, False) in translations}
        lines += [f"{language}: said with a number and without: {text!r}" for text in mixed]
    return lines


def _problems_of(template: Catalog, catalog: Catalog) -> Iterator[str]:
    wanted = {_key(message): message for message in _entries(template)}
    present = {_key(message): message for message in _entries(catalog)}
    yield from (f"missing: {key[1]!r}" for key in wanted.keys() - present.keys())
    yield from (f"no longer said: {key[1]!r}" for key in present.keys() - wanted.keys())
    yield from (f"obsolete: {key!r}" for key in catalog.obsolete)
    for key, message in present.items():
        if not _is_full(message):
            yield f"not translated: {key[1]!r}"
        elif message.fuzzy:
            yield f"fuzzy: {key[1]!r}"
        elif not _placeholders_agree(message):
            yield f"other placeholders than its source: {key[1]!r}"


def _placeholders_agree(message: Message) -> bool:
    """Whether a text has its source's placeholders; a plural may omit the number (*two seats*)."""
    ids, strings = _words(message.id), _words(message.string)
    allowed = {name for text in ids for name in PLACEHOLDER.findall(text)}
    for text in strings:
        names = set(PLACEHOLDER.findall(text))
        if names - allowed or (len(ids) == 1 and names != allowed):
            return False
    return True


def _sources(room: str) -> Iterator[Path]:
    base: Path = settings.BASE_DIR
    python = [path for path in (base / room).rglob("*.py") if "migrations" not in path.parts]
    others = {*rooms()} - {room}
    tops = [
        top
        for top in (base / "templates").iterdir()
        if top.name == room or (room == "portal" and top.name not in others)
    ]
    pages = [path for top in tops for path in ([top] if top.is_file() else top.rglob("*.*"))]
    yield from sorted(python + [page for page in pages if page.suffix in {".html", ".txt"}])


def _entries(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _key(message: Message) -> Key:
    return message.context, _words(message.id)[0]


def _words(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def _is_full(message: Message) -> bool:
    return bool(message.string) and all(_words(message.string))


def _set_as_french(said: str | list[str] | tuple[str, ...] | None) -> str | tuple[str, ...]:
    """The same with the spaces of French signs unbroken, so that none begins a line."""
    words = tuple(OUTSIDE.sub("\N{NO-BREAK SPACE}", each) for each in _words(said))
    return words[0] if isinstance(said, str) else words


def _path(room: str, language: str) -> Path:
    return Path(settings.BASE_DIR) / "locale" / room / language / "LC_MESSAGES" / "django.po"


def _header(language: str) -> str:
    lines = [
        f"Language: {language}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
    ]
    lines += ["Content-Transfer-Encoding: 8bit", f"Plural-Forms: {LANGUAGES[language]}"]
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines) + "\n"


def _written(catalog: Catalog) -> str:
    for message in _entries(catalog):
        message.locations = sorted({(file, 0) for file, _ in message.locations})
    output = io.BytesIO()
    write_po(
        output,
        catalog,
        width=120,
        omit_header=True,
        sort_by_file=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    return output.getvalue().decode()
