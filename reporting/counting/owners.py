"""Whose facts a mark is about: candidacies, and participations and sessions that have none."""

from __future__ import annotations

# Over `taken (kind, ref)`: marks. What is found later than a mark was written is right too, because
# whatever changes whom a row belongs to is marked itself.
OWNERS = """
places AS (
    SELECT taken.ref AS id FROM taken WHERE taken.kind = 'place'
    UNION SELECT seat.participation_id FROM taken
    JOIN workshops_seat AS seat ON seat.id = taken.ref WHERE taken.kind = 'seat'
    UNION SELECT seat.participation_id FROM taken
    JOIN workshops_seat AS seat ON seat.workshop_id = taken.ref WHERE taken.kind = 'workshop'
    UNION SELECT session.participation_id FROM taken
    JOIN coaching_booking AS session ON session.id = taken.ref
    WHERE taken.kind = 'session' AND session.participation_id IS NOT NULL
    UNION SELECT place.id FROM taken
    JOIN messaging_thread AS thread ON thread.id = taken.ref
    JOIN people_participation AS place
        ON place.person_id = thread.person_id AND place.stop_id = thread.stop_id
    WHERE taken.kind = 'thread'
    UNION SELECT place.id FROM taken
    JOIN people_participation AS place ON place.person_id = taken.ref WHERE taken.kind = 'person'
    UNION SELECT file.participation_id FROM taken
    JOIN applications_application AS file ON file.id = taken.ref
    WHERE taken.kind = 'file' AND file.participation_id IS NOT NULL
), files AS (
    SELECT taken.ref AS id FROM taken WHERE taken.kind = 'file'
    UNION SELECT file.id FROM places
    JOIN applications_application AS file ON file.participation_id = places.id
), sessions AS (
    SELECT taken.ref AS id FROM taken WHERE taken.kind = 'session'
)
"""
# Workshops that are over since the last round.
ENDED = """
SELECT workshop.id FROM workshops_workshop AS workshop
JOIN reporting_folded ON ends_at > until AND ends_at <= %(now)s
"""
