_descopectl() {
    local candidate
    COMPREPLY=()
    while IFS= read -r candidate; do
        COMPREPLY+=("$candidate")
    done < <(DESCOPECTL_COMPLETE=bash descopectl -- "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)
    if [[ ${COMPREPLY-} != *[=/:] ]]; then
        compopt +o nospace 2>/dev/null
    fi
}
complete -o nospace -o bashdefault -o nosort -F _descopectl descopectl 2>/dev/null ||
    complete -o nospace -o bashdefault -F _descopectl descopectl
