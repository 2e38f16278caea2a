"""A manager makes a form of their own by keyboard alone."""

from playwright.sync_api import Locator, Page, expect

from questionnaires.models import Question, Version
from tests.browser.conftest import DESK, Open
from tests.browser.test_every_page import enter
from tests.cast import Cast
from tests.rows_forms import drafted

MOST_TABS = 250


def reach(page: Page, wanted: Locator) -> None:
    """Tab forward until this has the focus."""
    expect(wanted).to_be_visible()
    for _each in range(MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError(f"no key leads to {wanted}")


def press(page: Page, name: str) -> None:
    """Go to the link or button with this name and press Enter; the next page is loaded."""
    link, button = (page.get_by_role(role, name=name, exact=True) for role in ("link", "button"))
    reach(page, link.or_(button).first)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, label: str, text: str) -> None:
    """Go to the field that is shown with this label, and type."""
    reach(page, page.get_by_label(label).locator("visible=true").first)
    page.keyboard.type(text)


def test_a_form_is_made_by_keyboard_alone(
    live_cast: Cast, opened: Open, live_server: object
) -> None:
    context = opened("fr", **DESK)
    enter(context, live_cast, "RS1", str(live_server))
    page = context.new_page()
    page.goto("/desk/forms/new/")
    write(page, "Nom Français", "Candidature de Fès")
    press(page, "Le créer")
    press(page, "Ajouter une question · Qui êtes-vous ?")
    write(page, "Question Français", "Quels jours ?")
    write(page, "Comment on y répond", "Choix")
    write(page, "Réponse Français", "Le matin")
    reach(page, page.get_by_role("button", name="Ajouter une réponse"))
    page.keyboard.press("Enter")
    page.keyboard.type("Le soir")
    press(page, "Enregistrer la question")
    press(page, "Monter : Quels jours ?")
    version = Version.objects.get(questionnaire__stop=live_cast.stop)
    made = Question.objects.get(section__version=version, label_fr="Quels jours ?")
    assert (made.kind, made.position, [each.label_fr for each in made.options.all()]) == (
        "choice",
        4,
        ["Le matin", "Le soir"],
    )


def codes_in(page: Page) -> list[str]:
    """The cards of the first page of the form, as they stand on the screen."""
    return page.locator("[data-page]").first.locator("h3").all_inner_texts()


def test_a_card_that_is_dragged_by_the_mouse_stays_where_it_was_dropped(
    live_cast: Cast, opened: Open, live_server: object
) -> None:
    version = drafted(live_cast.stop)
    context = opened("fr", viewport={"width": 1280, "height": 1600})  # nothing scrolls meanwhile
    enter(context, live_cast, "RS1", str(live_server))
    page = context.new_page()
    page.goto(f"/desk/forms/{version.questionnaire_id}/")
    before = codes_in(page)
    cards = page.locator("[data-page]").first.locator("[data-card] > article")
    source, target = cards.nth(2), cards.nth(0)
    at, to = source.bounding_box(), target.bounding_box()
    assert at is not None
    assert to is not None
    page.mouse.move(at["x"] + 200, at["y"] + 60)
    page.mouse.down()
    page.mouse.move(at["x"] + 190, at["y"] + 40, steps=3)
    page.mouse.move(to["x"] + 200, to["y"] + 30, steps=8)
    with page.expect_navigation():
        page.mouse.up()
    page.reload()
    assert codes_in(page) == [before[2], before[0], before[1], *before[3:]]


def test_what_an_answer_weighs_is_fetched_when_it_is_opened_and_kept(
    live_cast: Cast, opened: Open, live_server: object
) -> None:
    version = drafted(live_cast.stop)
    needs = Question.objects.get(section__version=version, code="needs")
    context = opened("fr", **DESK)
    enter(context, live_cast, "RS1", str(live_server))
    page = context.new_page()
    page.goto(f"/desk/forms/{version.questionnaire_id}/questions/{needs.pk}/?in=fr")
    lines = page.locator(".line")
    lines.nth(1).get_by_label("Réponse Français").fill("Autrement dit")
    lines.nth(1).get_by_role("button", name="Autres mots, poids").click()
    lines.nth(1).get_by_label("Marketing et vente").fill("7")
    typed = lines.nth(1).get_by_label("Réponse Français").input_value()
    with page.expect_navigation():
        page.locator(".edit .actions button").click()
    kept = {each.label_fr: each.weights for each in needs.options.all()}
    assert (typed, kept["Autrement dit"]["marketing"], len(kept)) == (
        "Autrement dit",
        7,
        9,
    )
    assert kept["Un financement ou un crédit"] == {"financing": 2}  # folded, and kept as it was
