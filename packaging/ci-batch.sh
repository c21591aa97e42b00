#!/bin/sh
# Runs one batch of descopectl in a job of a CI server, and leaves what the job keeps in a folder. The action of
# this repository and its GitLab component run it; any other server can.
#
#   BATCH_FILE           file of users, or what else the command reads
#   BATCH_COMMAND        batch-create, or another batch command of `user`
#   BATCH_DRY_RUN        true: only check, and say what would happen
#   BATCH_ARGUMENTS      more arguments, one a line
#   BATCH_FOLDER         where to leave report.jsonl, junit.xml, failures.*, document.json and summary.md,
#                        and of a deletion the records of the users, deleted.jsonl
#   DESCOPECTL           the program; descopectl otherwise
#
# The exit code is that of descopectl. On GitHub the summary becomes that of the job, and the totals its outputs.
set -eu

folder=${BATCH_FOLDER:-descopectl-report}
command=${BATCH_COMMAND:-batch-create}
program=${DESCOPECTL:-descopectl}
mkdir -p "$folder"

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

# A field of the document, which is a number or a word.
field() {
    sed -n "s/^  \"$1\": \"\{0,1\}\([^\",]*\)\"\{0,1\},\{0,1\}\$/\1/p" "$folder/document.json"
}

summary() {
    what="\`user $command\`"
    if [ "${BATCH_DRY_RUN:-}" = true ] && [ "$code" = 0 ]; then
        printf '### %s, dry run\n\nNothing was changed.\n\n' "$what"
        printf '| Rows | Requests | Seconds at the limit |\n|--:|--:|--:|\n'
        printf '| %s | %s | %s |\n' "$(field rows)" "$(field requests)" "$(field secondsAtLimit)"
    elif [ -n "$(field read)" ]; then
        printf '### %s\n\n' "$what"
        printf '| Read | Created | Updated | Deleted | Skipped | Failed | Not attempted |\n'
        printf '|--:|--:|--:|--:|--:|--:|--:|\n'
        printf '| %s | %s | %s | %s | %s | %s | %s |\n' "$(field read)" "$(field created)" "$(field updated)" \
            "$(field deleted)" "$(field skipped)" "$(field failed)" "$(field notAttempted)"
    else
        printf '### %s did not run\n\nExit code %s: the log says why. Nothing was sent where it is 2.\n' "$what" "$code"
    fi
    if grep -q '"outcome":"failed"' "$folder/report.jsonl" 2> /dev/null; then
        printf '\n| Line | Why it failed |\n|--:|---|\n'
        sed -n 's/^{"line":\([0-9]*\),.*"outcome":"failed",.*"reason":"\(.*\)"}$/| \1 | \2 |/p' "$folder/report.jsonl" |
            sed 's/</\&lt;/g' | head -n 20
        printf '\nAt most 20 are shown; all are in the report.\n'
    fi
}

BATCH_ARGUMENTS=${BATCH_ARGUMENTS:-}
set -- user "$command" "$BATCH_FILE" -o json --no-input
if [ "${BATCH_DRY_RUN:-}" = true ]; then
    set -- "$@" --dry-run
else
    set -- "$@" --report "$folder/report.jsonl" --junit "$folder/junit.xml" --failures "$folder/failures.$(ending)"
    # The disk of the job goes away with it.
    [ "$command" != batch-delete ] || set -- "$@" --backup "$folder/deleted.jsonl"
fi
while IFS= read -r argument; do
    [ -z "$argument" ] || set -- "$@" "$argument"
done << END
$BATCH_ARGUMENTS
END

code=0
"$program" "$@" > "$folder/document.json" || code=$?
summary > "$folder/summary.md"
cat "$folder/summary.md"

[ -z "${GITHUB_STEP_SUMMARY:-}" ] || cat "$folder/summary.md" >> "$GITHUB_STEP_SUMMARY"
if [ -n "${GITHUB_OUTPUT:-}" ]; then
    {
        echo "exit-code=$code"
        for name in read created updated deleted skipped failed job; do
            echo "$name=$(field "$name")"
        done
        echo "not-attempted=$(field notAttempted)"
    } >> "$GITHUB_OUTPUT"
fi
exit "$code"
