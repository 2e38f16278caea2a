#!/usr/bin/env bash
# Installing pikepdf changes how openpyxl reads sheets from outside. pikepdf 10.18.0 brings lxml 6.1.3; openpyxl 3.1.5
# takes lxml for its parser wherever it can be imported, also beside defusedxml 0.7.1, and then declared entities in
# workbook.xml are read without a word. Without lxml the same workbook is refused (defusedxml, EntitiesForbidden). The variable
# OPENPYXL_LXML=False, set before openpyxl is imported, brings the refusal back: microlabs/settings.py sets it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check openpyxl==3.1.5 defusedxml==0.7.1
cat > "$folder/try.py" <<'PY'
"""Says how openpyxl takes a workbook that declares entities: `read` or `refused`."""

import io
import zipfile

import openpyxl

good, odd = io.BytesIO(), io.BytesIO()
openpyxl.Workbook().save(good)
with zipfile.ZipFile(good) as before, zipfile.ZipFile(odd, "w") as after:
    for name in before.namelist():
        text = before.read(name)
        if name == "xl/workbook.xml":
            text = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + text.split(b"?>")[-1]
        after.writestr(name, text)
try:
    openpyxl.load_workbook(odd)
except ValueError:
    print("refused")
else:
    print("read")
PY
alone=$("$folder/env/bin/python" "$folder/try.py")
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pikepdf==10.18.0 lxml==6.1.3
beside=$("$folder/env/bin/python" "$folder/try.py")
told=$(OPENPYXL_LXML=False "$folder/env/bin/python" "$folder/try.py")
echo "openpyxl alone: $alone; beside pikepdf: $beside; told to leave lxml: $told"
[ "$alone" = "refused" ] && [ "$beside" = "read" ] && [ "$told" = "refused" ]
