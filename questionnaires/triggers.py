"""What the database itself keeps of a published questionnaire."""

import pgtrigger

REFUSAL = "'a published questionnaire stays as it is' USING ERRCODE = 'check_violation'"


def stays_as_published(version: str) -> pgtrigger.Trigger:
    """Refuse to change what a published version asks, to delete what was answered.

    `version` is the SQL that gives the id of the version.
    A change and a publication wait for each other: what is published was sound when it was read.
    """
    return pgtrigger.Trigger(
        name="stays_as_published",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            PERFORM 1 FROM questionnaires_version version
            WHERE version.id IN ({version.format(row="OLD")}, {version.format(row="NEW")})
            FOR NO KEY UPDATE;
            IF EXISTS (
                SELECT 1 FROM questionnaires_version version
                WHERE version.id IN ({version.format(row="OLD")}, {version.format(row="NEW")})
                AND (version.answered OR (version.published_at IS NOT NULL AND TG_OP <> 'DELETE'))
            ) THEN
                RAISE EXCEPTION {REFUSAL};
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,  # noqa: S608  our own literals
    )
