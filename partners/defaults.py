"""The text of the doors that every installation starts with."""

from partners.models import DoorText

TEXT = {
    "ar": (
        "يطّلع {partner} على ما هو مذكور هنا فقط، لدراسة ما إذا كان بإمكانه المساعدة وكيف. لا يقرؤه "
        "إلا المكلفون بذلك لديه في هذه الجهة. يمكن إغلاق هذا الباب في أي وقت، وبعدها لا يرى "
        "{partner} هنا أي شيء. المسؤول عن معالجة المعطيات: {center}. للأسئلة: {contact}."
    ),
    "fr": (
        "{partner} voit ce qui est énuméré ici et rien d’autre, pour étudier si et comment il peut "
        "vous aider. Seules les personnes qui en sont chargées dans cette région le lisent. Vous "
        "pouvez refermer cette porte à tout moment : dès lors, {partner} ne voit plus rien de vous "
        "ici. Responsable du traitement : {center}. Questions : {contact}."
    ),
    "en": (
        "{partner} sees what is listed here and nothing else, to study whether and how it can help "
        "you. Only those in charge of it in this region read it. You can close this door at any "
        "time: from then on {partner} sees nothing of you here. Responsible for the data: "
        "{center}. Questions: {contact}."
    ),
}


def door_texts(model: type[DoorText] = DoorText) -> None:
    """Make the first version, unless it is there. `model` is the historical one in a migration."""
    spoken = {f"text_{language}": text for language, text in TEXT.items()}
    model.objects.get_or_create(version=1, defaults={"text": TEXT["ar"], **spoken})
