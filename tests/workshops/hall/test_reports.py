"""Reports of meetings as the programs write them: read, matched, kept whole or not at all."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from openpyxl import Workbook

from people.names import fold
from tests.cast import Cast
from tests.workshops.hall.test_attendance import address, known, seated
from tests.workshops.planned import make_workshop
from workshops.hall.matching import keep, match
from workshops.hall.report_days import another_day
from workshops.hall.report_files import (
    ACTIONS,
    ATTENDED,
    DURATIONS,
    EMAILS,
    FIRST_NAMES,
    LARGEST,
    LAST_NAMES,
    NAMES,
    WAITED,
    Attended,
    minutes_of,
    read_report,
    rows_of,
)
from workshops.models import ReportName, Workshop

JOINED = "12/9/26, 10:00:05 AM"
TEAMS = (
    "1. Summary\r\nMeeting title\tAtelier Facebook; suite\r\nAttended participants\t3\r\n"
    "Start time\t12/9/26, 9:58:31 AM\r\nMeeting duration\t1h 4m 2s\r\n\r\n"
    "2. Participants\r\n"
    "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\r\n"
    f"فاطمة الزهراء العلالي\t{JOINED}\t12/9/26, 11:02:10 AM\t1h 2m 5s\t\t\tAttendee\r\n"
    f"Bennani, Karim\t{JOINED}\t{JOINED}\t45m 10s\tk@example.ma\tk@example.ma\tOrganizer\r\n"
    f"Amina (Invité)\t{JOINED}\t{JOINED}\t50s\t\t\tAttendee\r\n\r\n"
    "3. In-Meeting Activities\r\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\r\n"
    f"Bennani, Karim\t{JOINED}\t{JOINED}\t20m 10s\tk@example.ma\tOrganizer\r\n"
    f"Bennani, Karim\t{JOINED}\t{JOINED}\t25m\tk@example.ma\tOrganizer\r\n"
)
TEAMS_FR = (
    "1. Résumé\r\nTitre de la réunion\tAtelier\r\n\r\n2. Participants\r\n"
    "Nom\tPremière participation\tDernier départ\tDurée de la réunion\tE-mail\tRôle\r\n"
    "Zoé N’Guyen\t09/12/2026 10:00:05\t09/12/2026 11:00:05\t1h\tzoe@example.ma\tParticipant\r\n"
)
ZOOM = (
    "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants\r\n"
    '865 1234 5678,"Atelier, partie 1",12/09/2026 10:00:00 AM,12/09/2026 11:05:00 AM,'
    "host@example.ma,65,3\r\n\r\n"
    "Name (Original Name),User Email,Total Duration (Minutes),Guest\r\n"
    "CRI Fès,host@example.ma,65,No\r\n"
    "Amina (iPhone de Amina),,62,Yes\r\n"
    "Amina (iPhone de Amina),,3,Yes\r\n"
)
MEET = (
    "\ufeffFirst name,Last name,Email,Duration,Time joined,Time exited\r\n"
    "Amina,El Fassi,amina@example.ma,1 hr 2 min,10:00 AM,11:02 AM\r\n"
    "نورة,,,45 min,10:10 AM,10:55 AM\r\n"
)
BIGBLUEBUTTON = (
    "Name,Moderator,Activity Score,Talk Time,Webcam Time,Messages,Reactions,Poll Votes,"
    "Raise Hands,Join,Left,Duration\n"
    '"Amina El Fassi",FALSE,"2,4",00:01:10,00:00:00,3,0,1,0,12/9/2026 10:00,12/9/2026 11:02,'
    "01:02:05\n"
    '"Anonymous","","","","","","","","","","","","Oui"\n'
)
BIGBLUEBUTTON_FR = (  # two of its heads are not translated
    "Nom,Modérateur,Activity Score,Temps de conversation,Temps de partage de caméra,Messages,"
    "Réactions,Votes du sondage,Mains levées,Rejoindre,Quitté,Duration,Avez-vous un plan ?\r\n"
    '"Zoé N’Guyen","FALSE","2,4","-","-","3","0","1","0","09/12/2026 10:00:05","-","01:00:05",'
    '"Oui"\r\n"Anonyme","","","","","","","","","","","","Oui\r\nNon"'
)
ZOOM_FR = (
    "Nom (nom original),Adresse e-mail de l’utilisateur,Heure d’arrivée,Heure de départ,"
    "Durée (minutes),Invité,Salle d’attente\n"
    "Zoé N’Guyen,,09/12/2026 09:50:00,09/12/2026 10:00:00,10,Oui,Oui\n"
    "Zoé N’Guyen,,09/12/2026 10:00:00,09/12/2026 11:00:00,60,Oui,Non\n"
    "Jamais Entrée,,09/12/2026 09:50:00,09/12/2026 11:00:00,70,Oui,Oui\n"
)
ZOOM_WITH_MEETING = (
    "Topic,Meeting ID,User Name,User Email,Start Time,Duration (Minutes),Participants,"
    "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),In Waiting Room\n"
    "Atelier,865 1234 5678,CRI,cri@example.ma,12/09/2026 10:00,65,2,"
    "Amina El Fassi,amina@example.ma,12/09/2026 10:00,12/09/2026 10:58,58,No\n"
)
WEBINAR = (
    "Attendee Report\nReport Generated:,12/09/2026 12:00 PM\n"
    "Topic,Webinar ID,Actual Start Time\nAtelier,847 5984 1045,12/09/2026 10:00 AM\n"
    "Host Details\n"
    "Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes)\n"
    "Yes,CRI Fès,host@example.ma,12/09/2026 10:00 AM,12/09/2026 11:00 AM,60\n"
    "Attendee Details\n"
    "Attended,User Name (Original Name),First Name,Last Name,Email,Phone,Join Time,Leave Time,"
    "Time in Session (minutes),Is Guest\n"
    "No,Said,Said,Alami,said@example.ma,0612345678,--,--,--,--\n"
    "Yes,Amina,Amina,El Fassi,amina@example.ma,,12/09/2026 10:02 AM,12/09/2026 10:40 AM,38,Yes\n"
    "Yes,Amina,Amina,El Fassi,amina@example.ma,,12/09/2026 10:50 AM,12/09/2026 11:00 AM,10,Yes\n"
)
TEAMS_LOG = (
    "Nom complet\tAction de l’utilisateur\tDate et heure\r\n"
    "Zoé N’Guyen\tRejoint\t09/12/2026 à 09:58:51\r\n"
    "Zoé N’Guyen\tA quitté l’appel\t09/12/2026 à 11:00:39\r\n"
)
ARABIC_EXCEL = "الاسم;المدة (بالدقائق)\r\nفاطمة الزهراء العلالي;62\r\nسعيد بناني;45\r\n"
EXCEL = "sep=;\r\nNom;E-mail;Durée (minutes)\r\nAmina El Fassi;amina@example.ma;62\r\n"
READ = {
    "teams": (
        TEAMS.encode("utf-16"),
        [
            ("فاطمة الزهراء العلالي", "", 62),
            ("Bennani, Karim", "k@example.ma", 45),
            ("Amina (Invité)", "", 0),
        ],
    ),
    "teams in French": (TEAMS_FR.encode("utf-16"), [("Zoé N’Guyen", "zoe@example.ma", 60)]),
    "teams without a mark": (TEAMS_FR.encode("utf-16-le"), [("Zoé N’Guyen", "zoe@example.ma", 60)]),
    "zoom": (
        ZOOM.encode(),
        [("CRI Fès", "host@example.ma", 65), ("Amina (iPhone de Amina)", "", 65)],
    ),
    "meet": (MEET.encode(), [("Amina El Fassi", "amina@example.ma", 62), ("نورة", "", 45)]),
    "bigbluebutton": (BIGBLUEBUTTON.encode(), [("Amina El Fassi", "", 62)]),
    "bigbluebutton in French": (BIGBLUEBUTTON_FR.encode(), [("Zoé N’Guyen", "", 60)]),
    "zoom in French, with a waiting room": (ZOOM_FR.encode(), [("Zoé N’Guyen", "", 60)]),
    "zoom with the meeting on each line": (
        ZOOM_WITH_MEETING.encode(),
        [("Amina El Fassi", "amina@example.ma", 58)],
    ),
    "a webinar of zoom": (
        WEBINAR.encode(),
        [("CRI Fès", "host@example.ma", 60), ("Amina", "amina@example.ma", 48)],
    ),
    "teams during a meeting": (TEAMS_LOG.encode("utf-16"), [("Zoé N’Guyen", "", None)]),
    "excel in Arabic": (
        ARABIC_EXCEL.encode("cp1256"),
        [("فاطمة الزهراء العلالي", "", 62), ("سعيد بناني", "", 45)],
    ),
    "excel": (EXCEL.encode("cp1252"), [("Amina El Fassi", "amina@example.ma", 62)]),
}


def sheet_of(*rows: list[Any]) -> bytes:
    """An XLSX file with these rows."""
    book, kept = Workbook(), io.BytesIO()
    sheet = book.create_sheet("Report", 0)
    for row in rows:
        sheet.append(row)
    book.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize("program", READ)
def test_a_report_is_read_as_its_program_writes_it(program: str) -> None:
    data, people = READ[program]
    assert [(each.name, each.email, each.minutes) for each in read_report(data)] == people


def test_a_report_saved_by_excel_is_read_with_its_sections() -> None:
    rows = [line.split("\t") for line in TEAMS.split("\r\n")]
    assert [each.name for each in read_report(sheet_of(*rows))] == [
        "فاطمة الزهراء العلالي",
        "Bennani, Karim",
        "Amina (Invité)",
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"PK\x03\x04junk",
        b"a,b\n1,2",
        b"\x00\x01\x02" * 50,
        b"%PDF-1.7",
        b"\xd8\x00" * 9,
    ],
)
def test_a_file_that_is_no_report_gets_a_sentence(data: bytes) -> None:
    with pytest.raises(ValidationError) as refused:
        read_report(data)
    assert refused.value.code == "report"


def test_every_head_is_written_as_it_is_looked_for() -> None:
    heads = NAMES | LAST_NAMES | FIRST_NAMES | EMAILS | DURATIONS | ATTENDED | WAITED | ACTIONS
    assert [head for head in sorted(heads) if fold(head) != head] == []


def test_a_report_of_nobody_says_so_and_not_that_it_is_none() -> None:
    with override("en"), pytest.raises(ValidationError) as refused:
        read_report(MEET.splitlines()[0].encode())
    assert refused.value.messages == [
        "This report names nobody. Please send one that was made after the end."
    ]


@pytest.mark.parametrize(
    ("held_on", "said"),
    [
        (date(2026, 12, 9), ""),
        (date(2026, 9, 12), ""),  # read so in Fès: the twelfth of September
        (date(2026, 12, 10), ""),  # written on a computer of another country
        (date(2026, 12, 16), "12/9/26"),
    ],
)
def test_a_report_of_another_day_is_told_from_one_whose_day_is_written_otherwise(
    held_on: date, said: str
) -> None:
    assert another_day(rows_of(TEAMS.encode("utf-16")), held_on) == said


@pytest.mark.parametrize(
    "cell",
    ["2026-12-09T10:00:00Z", "09.12.2026 10:00", "٩/١٢/٢٠٢٦", "10:00 AM", "1.2.3.4", "99/99/9999"],
)
def test_a_day_is_known_however_it_is_written_and_what_is_none_is_no_other(cell: str) -> None:
    assert another_day([["Amina", cell]], date(2026, 12, 9)) == ""


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("1h 2m 5s", 62),
        ("1:02:05", 62),
        ("45:10", 45),
        ("62", 62),
        ("50s", 0),
        ("", None),
        ("x", None),
        ("9" * 5000 + "h", None),
        ("9" * 5000 + ":00:00", None),
    ],
)
def test_lengths_are_read_in_minutes(said: str, minutes: int | None) -> None:
    assert minutes_of(said) == minutes


def of_people(cast: Cast, *names: str) -> Workshop:
    """A workshop with these people."""
    workshop = make_workshop(cast.stop)
    for n, name in enumerate(names, 1):
        person = seated(workshop, n).participation.person
        person.name = name
        person.save()
    return workshop


@pytest.mark.django_db
def test_people_are_found_by_name_whatever_its_spelling_and_the_rest_is_asked(cast: Cast) -> None:
    workshop = of_people(cast, "فاطمه الزهراء العلالى", "Karim Bennani", "Samira")
    matches = match(workshop, read_report(TEAMS.encode("utf-16")))
    found = [(each.known, each.seat and each.seat.position) for each in matches]
    assert found == [(True, 1), (False, 2), (False, None)]  # the second is asked, and suggested


@pytest.mark.django_db
def test_a_name_before_or_within_brackets_is_found_and_two_are_asked(cast: Cast) -> None:
    workshop = of_people(cast, "Amina", "Karim Bennani")
    names = ["Amina (Invité)", "iPhone (Karim Bennani)", "Karim Bennani", "Amina (Karim Bennani)"]
    people = [Attended(name) for name in names]
    found = [(each.known, each.seat and each.seat.position) for each in match(workshop, people)]
    assert found == [(True, 1), (True, 2), (True, 2), (False, None)]
    assert keep(workshop, people, {3: "nobody"}, by=cast["RS1"]) == 2  # who came twice came once


@pytest.mark.django_db
def test_what_is_matched_by_hand_is_remembered_at_the_next_report(cast: Cast) -> None:
    workshop = of_people(cast, "Amina", "Karim Bennani")
    people, seat = [Attended("iPhone de K"), Attended("CRI")], workshop.seats.get(position=2)
    chosen = {0: str(seat.pk), 1: "nobody"}
    assert keep(workshop, people, chosen, by=cast["RS1"]) == 1
    again = make_workshop(cast.stop)
    again.seats.create(participation=seat.participation, state="seated", position=1)
    assert [each.known for each in match(again, people)] == [True, True]
    assert (keep(again, people, {}, by=cast["RS1"]), known(again)) == (1, [("present", "report")])


@pytest.mark.django_db
def test_of_a_report_with_somebody_unnamed_nothing_is_kept(cast: Cast) -> None:
    workshop = of_people(cast, "Amina", "Karim Bennani")
    people = [Attended("Amina"), Attended("iPhone"), Attended("Galaxy")]
    with pytest.raises(ValidationError) as refused:
        keep(workshop, people, {1: "nobody"}, by=cast["RS1"])
    assert (refused.value.code, known(workshop), ReportName.objects.count()) == ("who", [], 0)


@pytest.mark.django_db
def test_a_report_is_sent_looked_at_and_confirmed_twice_without_harm(cast: Cast) -> None:
    workshop = of_people(cast, "فاطمة الزهراء العلالي", "Amina")
    browser, where = cast.client("RS1"), address(workshop, "report/")
    sent = {"file": SimpleUploadedFile("report.csv", TEAMS.encode("utf-16"))}
    preview = browser.post(where, sent)
    assert (preview.status_code, known(workshop)) == (200, [])
    confirmed = {"people": preview.context["people"], "who-1": "nobody", "who-2": "walk-in"}
    for _again in range(2):
        assert browser.post(f"{where}kept/", confirmed).status_code == 302
    assert known(workshop) == [("present", "report"), ("present", "report")]


@pytest.mark.django_db
def test_the_report_of_another_meeting_is_looked_at_with_a_warning(cast: Cast) -> None:
    workshop = of_people(cast, "Karim Bennani")
    browser, where = cast.client("RS1"), address(workshop, "report/")
    sent = {"file": SimpleUploadedFile("report.csv", TEAMS.encode("utf-16"))}
    told = []
    for day in (date(2026, 12, 16), date(2026, 12, 9)):
        Workshop.objects.filter(pk=workshop.pk).update(starts_on=day)
        told.append(browser.post(where, sent).context["other"])
        sent["file"].seek(0)
    assert told == ["12/9/26", ""]


@pytest.mark.django_db
def test_a_file_beyond_what_a_report_weighs_is_refused_beside_the_field(cast: Cast) -> None:
    workshop = of_people(cast, "Amina")
    sent = {"file": SimpleUploadedFile("report.csv", b"Name,Email\n" * (LARGEST // 11 + 1))}
    answer = cast.client("RS1").post(address(workshop, "report/"), sent)
    assert (answer.status_code, answer.context["form"].errors["file"]) == (
        422,
        ["This file is too large for a report of attendance."],
    )


@pytest.mark.django_db
def test_a_preview_that_is_not_ours_keeps_nothing(cast: Cast) -> None:
    workshop = of_people(cast, "Amina")
    forged = {"people": "WyJBbWluYSJd:x:y"}
    answer = cast.client("RS1").post(address(workshop, "report/kept/"), forged)
    assert (answer.status_code, known(workshop)) == (302, [])
