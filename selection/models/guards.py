"""What the database itself keeps: nobody holds or judges a file that they are off."""

import pgtrigger

JUDGES_OFF = "reads_a_file_they_are_off"  # what the two refusals of the database are called
OFF_JUDGED = "off_a_file_they_hold"


def nobody_reads_who_is_off() -> pgtrigger.Trigger:
    """Refuse a review in the hands of somebody who is off its file.

    It locks the file, as the other guard does, so that neither can slip in beside the other.
    """
    columns = pgtrigger.UpdateOf("reviewer_id", "application_id", "verdict")  # type: ignore[no-untyped-call]
    return pgtrigger.Trigger(
        name="nobody_reads_who_is_off",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | columns,
        func=f"""
            PERFORM 1 FROM applications_application WHERE id = NEW.application_id
            FOR NO KEY UPDATE;
            IF EXISTS (
                SELECT 1 FROM selection_recusal
                WHERE application_id = NEW.application_id AND reader_id = NEW.reviewer_id
                AND ended_at IS NULL
            ) THEN
                RAISE EXCEPTION 'the reader of review % is off its file', NEW.id
                    USING ERRCODE = 'check_violation', CONSTRAINT = '{JUDGES_OFF}';
            END IF;
            RETURN NEW;
        """,  # noqa: S608  our own literals
    )


def nobody_off_who_has_judged() -> pgtrigger.Trigger:
    """Refuse to put somebody off a file while a review of it is in their hands."""
    columns = pgtrigger.UpdateOf("reader_id", "application_id", "ended_at")  # type: ignore[no-untyped-call]
    return pgtrigger.Trigger(
        name="nobody_off_who_has_judged",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | columns,
        func=f"""
            PERFORM 1 FROM applications_application WHERE id = NEW.application_id
            FOR NO KEY UPDATE;
            IF NEW.ended_at IS NULL AND EXISTS (
                SELECT 1 FROM selection_review
                WHERE application_id = NEW.application_id AND reviewer_id = NEW.reader_id
            ) THEN
                RAISE EXCEPTION 'the reader of recusal % holds a review of its file', NEW.id
                    USING ERRCODE = 'check_violation', CONSTRAINT = '{OFF_JUDGED}';
            END IF;
            RETURN NEW;
        """,  # noqa: S608  our own literals
    )
