"""What a paper promises to the rooms that use it."""

from __future__ import annotations

from django.http import QueryDict

from questionnaires.models import Version
from questionnaires.papers import paper


def test_the_default_candidacy_has_six_pages(candidacy: Version) -> None:
    made = paper(candidacy.pk, "ar")
    assert [page.code for page in made.pages] == ["who", "reach", "where", "activity", "stage", "needs"]
    page = made.page("who")
    print(page.render({}))
    print(page.render({"kind": "micro", "name": "<b>\"x"}))
    o = page.clean(QueryDict("kind=zzz&name=%00"), {}, {})
    print(o)
    print(page.render({}, errors=o.errors, raw=o.raw))
    for c in ["reach","where","activity","stage"]:
        print(made.page(c).render({"kind":"micro", "document": 3, "province":"MA-SEF", "phone": "+212612345678"}, errors={"since":["x"],"phone": ["bad"]}))
