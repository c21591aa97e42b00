#!/bin/sh
# Runs one batch of descopectl in a job of a CI server, and leaves what the job keeps in a folder. The action of
# this repository and its GitLab component run it; any other server can.
#
#   BATCH_FILE           file of users, or what else the command reads
#   BATCH_COMMAND        batch-create, or another batch command of `user`
#   BATCH_DRY_RUN        true: only check, and say what would happen
#   BATCH_ARGUMENTS      more arguments, one a line
#   BATCH_FOLDER         where to leave report.jsonl, junit.xml, failures.* and, of a deletion, the records of the
#                        users, deleted.jsonl
#   DESCOPECTL           the program; descopectl otherwise
#
# The exit code is that of descopectl, which on GitHub also writes annotations, the summary of the job and the
# totals as outputs.
set -eu

folder=${BATCH_FOLDER:-descopectl-report}
command=${BATCH_COMMAND:-batch-create}
program=${DESCOPECTL:-descopectl}
BATCH_ARGUMENTS=${BATCH_ARGUMENTS:-}

# The rows that failed come in the form that they had; a workbook gives CSV, and an export of another service
# JSON lines.
ending() {
    case $BATCH_ARGUMENTS in
    *--from* | *--transform*) echo jsonl && return ;;
    esac
    case $BATCH_FILE in
    *.csv | *.xlsx | *.xlsb | *.xls | *.ods) echo csv ;;
    *.tsv) echo tsv ;;
    *.json) echo json ;;
    *.jsonl | *.ndjson | *.ldif) echo jsonl ;;
    *) echo txt ;;
    esac
}

mkdir -p "$folder"
set -- user "$command" "$BATCH_FILE" --no-input
if [ "${BATCH_DRY_RUN:-}" = true ]; then
    set -- "$@" --dry-run
else
    set -- "$@" --report "$folder/report.jsonl" --junit "$folder/junit.xml" --failures "$folder/failures.$(ending)"
    # The disk of the job goes away with it.
    case "$command $BATCH_ARGUMENTS" in
    *--backup* | *--no-backup*) ;;
    batch-delete*) set -- "$@" --backup "$folder/deleted.jsonl" ;;
    esac
fi
while IFS= read -r argument; do
    [ -z "$argument" ] || set -- "$@" "$argument"
done << END
$BATCH_ARGUMENTS
END

code=0
"$program" "$@" || code=$?
[ -z "${GITHUB_OUTPUT:-}" ] || echo "exit-code=$code" >> "$GITHUB_OUTPUT"
exit "$code"
