# shellcheck shell=bash disable=SC2154
# For the scripts that test the emulator with other languages' tools. Source it; it wants `root`, the
# folder of the project, and gives `work`, a folder that goes away with the script.

export DESCOPECTL=${DESCOPECTL:-}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The binary to test: the one that DESCOPECTL names, or one built now.
binary() {
    if [[ -z $DESCOPECTL ]]; then
        (cd "$root" && cargo build --locked)
        DESCOPECTL=$(cd "$root" && cargo metadata --format-version 1 --no-deps --locked |
            python3 -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')/debug/descopectl
    fi
    DESCOPECTL=$(realpath "$DESCOPECTL")
    "$DESCOPECTL" --version
}

# What is missing is installed in CI, where one may; elsewhere this says what is missing.
#   want WHAT PACKAGES CHECK...
want() {
    local what=$1 packages=$2
    shift 2
    "$@" > /dev/null 2>&1 && return
    if [[ -n ${CI:-} && $(id -u) == 0 ]] && command -v apt-get > /dev/null; then
        apt-get update -qq
        # shellcheck disable=SC2086
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages > /dev/null
        "$@" > /dev/null 2>&1 && return
    fi
    echo "$what is missing; on Debian and Ubuntu: apt-get install $packages" >&2
    exit 1
}

# An environment of its own for Python of at least this version, with the packages of a file.
#   python_environment VERSION REQUIREMENTS
python_environment() {
    want "Python $1 or later" 'python3 python3-venv' \
        python3 -c "import sys; sys.exit(sys.version_info < tuple(map(int, '$1'.split('.'))))"
    want 'venv, a module of Python,' 'python3-venv' python3 -c 'import venv, ensurepip'
    python3 -m venv "$work/python"
    "$work/python/bin/pip" install --quiet --disable-pip-version-check --requirement "$2"
}
