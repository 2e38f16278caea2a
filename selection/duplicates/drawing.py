"""Groups of files as HTML: a page of groups in templates costs more than finding them."""

from __future__ import annotations

from html import escape  # Django's own asks of each text whether it is a lazy one
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.written import ago, telephone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from applications.models import Application
    from programs.models import Stop
    from selection.duplicates.pairs import Group

NOTHING = "–"
DIFFERS = " data-differs"
ROW = (
    '<tr><th scope="row"><label>{tick}<span class="sr-only">{file}</span></label> '
    '<a href="{url}"><bdi dir="ltr">{file}</bdi></a></th>'
    "<td{differs[name]}><bdi>{name}</bdi></td><td{differs[phone]}>{phone}</td>"
    "<td{differs[email]}>{email}</td><td{differs[province_id]}>{province}</td>"
    "<td>{received}</td><td>{state}</td></tr>\n"
)
HIDDEN = '<input type="hidden" name="file" value="{}">'
TICK = '<input type="checkbox" name="file" value="{}" checked>'
LIST = "doubles:list"
AS_IT_IS = '<bdi dir="ltr">{}</bdi>'  # kept left-to-right in a right-to-left page
GROUP = (
    '<section class="alike" id="{code}" aria-label="{code}">\n'
    '<form method="post" action="{at}distinctions/" data-behaviour="once">'
    '<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
    '<input type="hidden" name="page" value="{page}"><input type="hidden" name="next" '
    'value="{next}">\n<div class="alike-head"><span>{why}</span>\n{acts}</div>\n'
    '<table class="table" data-dense>{heads}<tbody>{rows}</tbody></table>\n</form></section>\n'
)
WHY = '<span class="badge" data-tone="warn">{}</span> '
OF = '<span class="sr-only"> · {}</span>'
BUTTON = (
    '<button class="button" data-size="small" data-act="{act}" type="submit"{more}>'
    "{name}</button>\n"
)
LINK = (
    '<a class="button" data-kind="{kind}" data-size="small" data-act="{act}" href="{to}">'
    "{name}</a>\n"
)
QUIET = ' data-kind="quiet"'


class Drawer:
    """What all groups of a page have: words and addresses, asked for once."""

    def __init__(self, stop: Stop, *, page: int, manages: bool, token: str) -> None:
        self.at, self.files = (reverse(name, args=[stop.slug]) for name in (LIST, "files:list"))
        self.page, self.manages, self.token = page, manages, token
        self.heads = render_to_string("selection/duplicates/parts/columns.html")
        self.words = {
            "same": _("The same person: join"),
            "two": _("They are two people"),
            "all": _("These are all different people"),
            "compare": _("Compare"),
            "ticked": _("Compare the two that are ticked"),
            "later": _("Later"),
        }
        self.joins = _(
            "%(joined)s leaves the lists, %(kept)s stays as it is and takes what only the other "
            "one says."
        )

    def drawn(self, groups: Iterable[tuple[Group, str]]) -> SafeString:
        """Each group, with the way to the next one."""
        return mark_safe("".join(self._group(*each) for each in groups))  # noqa: S308  escaped

    def _group(self, group: Group, further: str) -> str:
        differs = {name: DIFFERS if differs else "" for name, differs in group.differs.items()}
        tick = HIDDEN if group.is_pair else TICK
        code = escape(group.code)
        acts = self._of_pair(group, code) if group.is_pair else self._of_family(code)
        later = LINK.format(
            kind="plain", act="l", to=escape(further), name=self._name("later", code)
        )
        return GROUP.format(
            code=code,
            at=self.at,
            token=self.token,
            page=self.page,
            next=escape(further[1:]),
            why="".join(WHY.format(escape(reason)) for reason in group.why),
            acts=acts + (later if further else ""),
            heads=self.heads,
            rows="".join(_row(file, self.files, differs, tick) for file in group.files),
        )

    def _of_pair(self, group: Group, code: str) -> str:
        """Join them, tell them apart, compare them."""
        join = ""
        if self.manages and group.joining:
            kept, joined = (str(each.reference) for each in group.joining)
            title = escape(self.joins % {"joined": joined, "kept": kept})
            to = f"{self.at}{escape(kept)}/{escape(joined)}/joining/"
            more = f' name="at_once" value="1" formaction="{to}" title="{title}"'
            join = BUTTON.format(act="s", more=more, name=self._name("same", code))
        apart = BUTTON.format(act="d", more=QUIET, name=self._name("two", code))
        both = "/".join(escape(str(each.reference)) for each in group.files)
        to, name = f"{self.at}{both}/", self._name("compare", code)
        return join + apart + LINK.format(kind="quiet", act="c", to=to, name=name)

    def _of_family(self, code: str) -> str:
        """Compare two of them, tell all apart."""
        more = f'{QUIET} formmethod="get" formaction="{self.at}comparison/"'
        compare = BUTTON.format(act="c", more=more, name=self._name("ticked", code))
        return compare + BUTTON.format(act="d", more="", name=self._name("all", code))

    def _name(self, word: str, code: str) -> str:
        return f"{escape(self.words[word])}{OF.format(code)}"


def _row(file: Application, at: str, differs: dict[str, str], tick: str) -> str:
    number = escape(str(file.reference))
    return ROW.format(
        tick=tick.format(number),
        file=number,
        url=f"{at}{number}/",
        differs=differs,
        name=escape(file.name),
        phone=AS_IT_IS.format(escape(telephone(file.phone))) if file.phone else NOTHING,
        email=AS_IT_IS.format(escape(file.email or NOTHING)),
        province=escape(str(file.province)) if file.province else NOTHING,
        received=escape(ago(file.submitted_at)),
        state=escape(str(file.get_state_display())),
    )
