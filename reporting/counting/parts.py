"""What is counted, part by part: the raw rows, and for how much each counts in which population.

`rows` is a query over the raw tables. It gives, for each owner and theme once, `kind` and `ref` of
the owner (a candidacy; a participation or a session that has none), `theme`, `stop_id`, and a
column for each population of the part, called as it is. `{within}` stands where the query can be
narrowed to what changed; `within` is that condition. Rows that are candidacies themselves have a
`{keys}`, where their own properties can be asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

from reporting.populations import Population

RECEIVED = "('submitted', 'accepted', 'waiting', 'declined', 'lapsed', 'confirmed')"
DECIDED = "('accepted', 'waiting', 'declined', 'lapsed', 'confirmed')"


@dataclass(frozen=True)
class Part:
    """One kind of raw rows, and what is counted of them."""

    code: str
    populations: tuple[Population, ...]
    rows: str
    within: str
    owners: str = "TRUE"  # what is true of every candidacy to which a row can belong

    @property
    def of_files(self) -> bool:
        """Whether its rows are candidacies themselves."""
        return "{keys}" in self.rows

    def query(self, *, narrowed: bool) -> str:
        """The raw rows of everything, or of what changed, without those that count for nothing."""
        names = [population.value for population in self.populations]
        rows = self.rows.format(within=self.within if narrowed else "TRUE", keys="")
        return (
            f"SELECT '{self.code}' AS part, kind, ref, theme, stop_id,"  # noqa: S608  our own literals
            f" ARRAY[{', '.join(names)}]::integer[] AS amounts FROM ({rows}) AS each"
            f" WHERE {' + '.join(names)} > 0"
        )


# A thing of a participation is counted for its candidacy.
OF_A_PLACE = "participation_id IS NOT NULL"
OWNER = """
    CASE WHEN file.id IS NULL THEN 'place' ELSE 'file' END AS kind,
    coalesce(file.id, place.id) AS ref
"""
OF_PLACE = """
    people_participation AS place
    LEFT JOIN applications_application AS file ON file.participation_id = place.id
"""

FILES = f"""
SELECT 'file' AS kind, id AS ref, 0::bigint AS theme, stop_id,
    (state <> 'merged')::integer AS started,
    (state IN {RECEIVED})::integer AS applications,
    (state IN {DECIDED})::integer AS decided,
    (state = 'confirmed')::integer AS participants,
    (state = 'confirmed' AND EXISTS (
        SELECT FROM workshops_seat AS seat JOIN workshops_arrival AS arrival
            ON arrival.seat_id = seat.id AND arrival.state = 'present' AND NOT arrival.second
        WHERE seat.participation_id = file.participation_id
    ))::integer AS attended,
    (state = 'confirmed' AND EXISTS (
        SELECT FROM coaching_booking AS session
        WHERE session.participation_id = file.participation_id AND session.state = 'held'
    ))::integer AS coached,
    (state = 'confirmed' AND (EXISTS (
        SELECT FROM workshops_seat AS seat JOIN workshops_question AS question
            ON question.seat_id = seat.id AND question.state IN ('live', 'written')
        WHERE seat.participation_id = file.participation_id
    ) OR EXISTS (
        SELECT FROM people_participation AS place
        JOIN messaging_thread AS thread
            ON thread.person_id = place.person_id AND thread.stop_id = place.stop_id
        JOIN messaging_post AS post ON post.thread_id = thread.id
        JOIN messaging_message AS answer ON answer.thread_id = thread.id
            AND answer.author_id IS NOT NULL AND answer.created_at >= post.written_at
        WHERE place.id = file.participation_id
    )))::integer AS answered,
    (state = 'confirmed' AND EXISTS (
        SELECT FROM partners_referral AS referral
        WHERE referral.participation_id = file.participation_id AND referral.state = 'financed'
    ))::integer AS financed,
    CASE WHEN state IN {DECIDED} THEN coalesce((
        SELECT greatest(round(extract(epoch FROM max(move.at) - file.submitted_at) / 3600), 0)
        FROM applications_move AS move
        WHERE move.application_id = file.id AND move.origin = 'submitted'
    ), 0) ELSE 0 END AS decision_hours{{keys}}
FROM applications_application AS file WHERE {{within}}
"""  # noqa: S608  our own literals

SEATS = f"""
SELECT {OWNER}, workshop.theme_id AS theme, workshop.stop_id,
    count(*) FILTER (WHERE over) AS seats,
    count(*) FILTER (WHERE over AND arrival.state = 'present') AS seats_attended,
    count(opinion.face) AS opinions, coalesce(sum(opinion.face), 0) AS opinion_points
FROM {OF_PLACE}
JOIN workshops_seat AS seat ON seat.participation_id = place.id AND seat.state = 'seated'
JOIN workshops_workshop AS workshop ON workshop.id = seat.workshop_id
CROSS JOIN LATERAL (
    SELECT workshop.state = 'published' AND workshop.ends_at <= %(now)s AS over
) AS told
LEFT JOIN workshops_arrival AS arrival ON arrival.seat_id = seat.id AND NOT arrival.second
LEFT JOIN workshops_opinion AS opinion ON opinion.seat_id = seat.id
WHERE {{within}} GROUP BY file.id, place.id, workshop.theme_id, workshop.stop_id
"""  # noqa: S608  our own literals

SESSIONS = """
SELECT
    CASE WHEN file.id IS NOT NULL THEN 'file' WHEN session.participation_id IS NULL
        THEN 'session' ELSE 'place' END AS kind,
    coalesce(file.id, session.participation_id, session.id) AS ref,
    session.theme_id AS theme, session.stop_id,
    count(*) FILTER (WHERE session.state IN ('held', 'missed')) AS sessions,
    count(*) FILTER (WHERE session.state = 'held') AS sessions_held,
    count(opinion.face) AS opinions, coalesce(sum(opinion.face), 0) AS opinion_points
FROM coaching_booking AS session
LEFT JOIN applications_application AS file ON file.participation_id = session.participation_id
LEFT JOIN coaching_sessionopinion AS opinion ON opinion.booking_id = session.id
WHERE {within} GROUP BY 1, 2, 3, 4
"""

NEEDS = f"""
SELECT 'file' AS kind, need.application_id AS ref, need.theme_id AS theme, file.stop_id,
    1 AS needs, (need.state = 'met')::integer AS needs_met
FROM needs_need AS need JOIN applications_application AS file ON file.id = need.application_id
WHERE need.state <> 'dropped' AND file.state IN {RECEIVED} AND {{within}}
"""  # noqa: S608  our own literals

# What is no level, whoever wrote it, stops no count.
LEVEL = """
CASE WHEN jsonb_typeof({0}) = 'number' THEN least(greatest({0}::numeric, 0), 100) END
"""
LEVELS = f"""
SELECT 'file' AS kind, file.id AS ref, theme.id AS theme, file.stop_id,
    1 AS levels, {LEVEL.format("score.level")} AS level_before,
    {LEVEL.format("(last.scores -> score.theme)")} AS level_after
FROM needs_diagnosis AS first
JOIN needs_diagnosis AS last ON last.application_id = first.application_id
    AND last.moment = 'end' AND last.finished_at IS NOT NULL
JOIN applications_application AS file ON file.id = first.application_id
CROSS JOIN LATERAL jsonb_each(
    CASE jsonb_typeof(first.scores) WHEN 'object' THEN first.scores END
) AS score (theme, level)
JOIN programs_theme AS theme ON theme.code = score.theme
WHERE first.moment = 'start' AND first.finished_at IS NOT NULL
    AND jsonb_typeof(score.level) = 'number'
    AND jsonb_typeof(last.scores -> score.theme) = 'number'
    AND file.state IN {RECEIVED} AND {{within}}
"""  # noqa: S608  our own literals

ANSWERS = f"""
SELECT {OWNER}, 0::bigint AS theme, place.stop_id, count(*) AS answers,
    coalesce(sum(round(extract(epoch FROM answer.at - post.written_at) / 60)), 0) AS answer_minutes
FROM {OF_PLACE}
JOIN messaging_thread AS thread
    ON thread.person_id = place.person_id AND thread.stop_id = place.stop_id
JOIN messaging_post AS post ON post.thread_id = thread.id
CROSS JOIN LATERAL (
    SELECT min(created_at) AS at FROM messaging_message
    WHERE thread_id = thread.id AND author_id IS NOT NULL AND created_at >= post.written_at
) AS answer
WHERE answer.at IS NOT NULL AND {{within}} GROUP BY file.id, place.id, place.stop_id
"""  # noqa: S608  our own literals

OPINIONS = (Population.OPINIONS, Population.OPINION_POINTS)
PARTS = (
    Part(
        "files",
        (
            *(Population.STARTED, Population.APPLICATIONS, Population.DECIDED),
            *(Population.PARTICIPANTS, Population.ATTENDED, Population.COACHED),
            *(Population.ANSWERED, Population.FINANCED, Population.DECISION_HOURS),
        ),
        FILES,
        "file.id = ANY(%(files)s)",
    ),
    Part(
        "seats",
        (Population.SEATS, Population.SEATS_ATTENDED, *OPINIONS),
        SEATS,
        "place.id = ANY(%(places)s)",
        OF_A_PLACE,
    ),
    Part(
        "sessions",
        (Population.SESSIONS, Population.SESSIONS_HELD, *OPINIONS),
        SESSIONS,
        "(session.participation_id = ANY(%(places)s) OR session.id = ANY(%(sessions)s))",
        OF_A_PLACE,
    ),
    Part(
        "needs",
        (Population.NEEDS, Population.NEEDS_MET),
        NEEDS,
        "need.application_id = ANY(%(files)s)",
    ),
    Part(
        "levels",
        (Population.LEVELS, Population.LEVEL_BEFORE, Population.LEVEL_AFTER),
        LEVELS,
        "first.application_id = ANY(%(files)s)",
    ),
    Part(
        "answers",
        (Population.ANSWERS, Population.ANSWER_MINUTES),
        ANSWERS,
        "place.id = ANY(%(places)s)",
        OF_A_PLACE,
    ),
)
