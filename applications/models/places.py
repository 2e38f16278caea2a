"""Places are counted by the database: it refuses the seat that a stop does not have."""

import pgtrigger

SEATED = "('accepted', 'confirmed')"
OVER = "seats_over_places"  # what the refusal of the database is called


def no_more_taken_than_places() -> pgtrigger.Trigger:
    """Refuse an UPDATE by which a stop offers or gives more places than it has.

    One check for a whole statement. It locks the stop, so that two transactions cannot each count
    without the other. A stop that was given fewer places than are taken keeps its people: only who
    newly takes a seat is refused.
    """
    seated = f"stop_id = found.stop_id AND state IN {SEATED}"
    tables = pgtrigger.Referencing(old="before", new="after")  # type: ignore[no-untyped-call]
    return pgtrigger.Trigger(
        name="no_more_seats_than_places",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        referencing=tables,
        declare=[("found", "RECORD")],
        func=f"""
            FOR found IN
                SELECT DISTINCT after.stop_id FROM after JOIN before USING (id)
                WHERE after.state IN {SEATED} AND before.state NOT IN {SEATED} ORDER BY 1
            LOOP
                PERFORM 1 FROM programs_stop WHERE id = found.stop_id FOR NO KEY UPDATE;
                IF (SELECT count(*) FROM applications_application WHERE {seated}
                    AND submitted_at IS NOT NULL)
                   > (SELECT places FROM programs_stop WHERE id = found.stop_id) THEN
                    RAISE EXCEPTION 'stop % has no place left', found.stop_id
                        USING ERRCODE = 'check_violation', CONSTRAINT = '{OVER}';
                END IF;
            END LOOP;
            RETURN NULL;
        """,  # noqa: S608  our own literals
    )
