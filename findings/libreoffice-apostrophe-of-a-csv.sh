#!/usr/bin/env bash
# An apostrophe keeps a cell of a CSV from being calculated. LibreOffice 7.4.7 takes it for a letter of the text, and
# writes it into the workbook when the CSV is saved as XLSX: the name, the sum or the note begins with it from then on.
# The way around: an import takes such an apostrophe away from cells of workbooks too.
# It needs soffice (Debian: libreoffice-calc-nogui).
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
export HOME="$place"
printf '"%s"\n' "'=1" > guarded.csv
soffice --version 2> /dev/null
soffice --headless --infilter='CSV:59,34,76,1' --convert-to xlsx --outdir saved guarded.csv > /dev/null 2>&1
kept=$(unzip -p saved/guarded.xlsx xl/sharedStrings.xml | grep -o '<t[^>]*>[^<]*' | sed 's/.*>//')
printf "'=1 is saved as %s\n" "$kept"
case "$kept" in
  "'=1" | "&apos;=1") echo "As stated." ;;
  *) echo "This has changed." && exit 1 ;;
esac
