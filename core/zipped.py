"""What a zipped file is, before it is unpacked: a workbook of measure, or a sentence why not."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from core.pages import refusal

LARGEST_UNPACKED, MOST_PARTS = 60 * 1024 * 1024, 200
CONTENTS = "[Content_Types].xml"  # in every file of Office, and in no other
WORDS = ("xl/worksheets/", "xl/sharedStrings")


def unpacked(data: bytes) -> int:
    """The bytes of a workbook's sheets and their words. Raises ValidationError('sheet')."""
    try:
        infos = ZipFile(BytesIO(data)).infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError) as broken:
        raise refusal(
            _("This file cannot be read as a sheet. Please save it again as XLSX or CSV.")
        ) from broken
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > LARGEST_UNPACKED:
        raise refusal(
            _(
                "This file unpacks to far more than a list of applications. "
                "Please save it again as CSV."
            )
        )
    if CONTENTS not in {info.filename for info in infos}:
        raise refusal(
            _(
                "This file is no Excel file: OpenDocument (.ods), Numbers or an archive, for "
                "example. Please save the list as XLSX or CSV, and send that file."
            )
        )
    return sum(info.file_size for info in infos if info.filename.startswith(WORDS))
