#!/bin/sh
# Installs descopectl from a release: curl -fsSL ADDRESS/install.sh | sh
#
#   DESCOPECTL_VERSION=0.1.0       that version, not the latest
#   DESCOPECTL_INSTALL_DIR=FOLDER  where the binary goes; ~/.local/bin otherwise
#   DESCOPECTL_DOWNLOAD_URL=URL    where the archives and SHA256SUMS are, such as a mirror
set -eu

repository=https://github.com/descopectl/descopectl

fail() {
    echo "install.sh: $1" >&2
    exit 1
}

# The target of the archive for this machine. On Linux it is the static binary, which needs no library.
target() {
    case $(uname -m) in
    x86_64 | amd64) machine=x86_64 ;;
    aarch64 | arm64) machine=aarch64 ;;
    *) fail "there is no binary for $(uname -m): build it with \`cargo install --git $repository --locked --profile dist\`" ;;
    esac
    case $(uname -s) in
    Linux) echo "$machine-unknown-linux-musl" ;;
    Darwin) echo "$machine-apple-darwin" ;;
    *) fail "there is no binary for $(uname -s) here: on Windows use install.ps1" ;;
    esac
}

download() {
    if command -v curl > /dev/null; then
        curl -fsSL --retry 3 -o "$2" "$1" || fail "could not download $1"
    elif command -v wget > /dev/null; then
        wget -q -O "$2" "$1" || fail "could not download $1"
    else
        fail 'neither curl nor wget is there'
    fi
}

digest() {
    if command -v sha256sum > /dev/null; then
        sha256sum "$1" | cut -d' ' -f1
    elif command -v shasum > /dev/null; then
        shasum -a 256 "$1" | cut -d' ' -f1
    else
        fail 'neither sha256sum nor shasum is there, so that the download cannot be checked'
    fi
}

main() {
    version=${DESCOPECTL_VERSION:-latest}
    folder=${DESCOPECTL_INSTALL_DIR:-$HOME/.local/bin}
    case $version in
    latest) default=$repository/releases/latest/download ;;
    *) default=$repository/releases/download/v${version#v} ;;
    esac
    url=${DESCOPECTL_DOWNLOAD_URL:-$default}
    name=descopectl-$(target)

    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    download "$url/$name.tar.gz" "$work/$name.tar.gz"
    download "$url/SHA256SUMS" "$work/SHA256SUMS"
    wanted=$(sed -n "s/^\([0-9a-f]\{64\}\) [ *]$name\.tar\.gz\$/\1/p" "$work/SHA256SUMS")
    [ -n "$wanted" ] || fail "SHA256SUMS does not name $name.tar.gz"
    [ "$(digest "$work/$name.tar.gz")" = "$wanted" ] || fail "$name.tar.gz is not what SHA256SUMS says"

    tar -C "$work" -xzf "$work/$name.tar.gz"
    mkdir -p "$folder"
    # Another name first, so that a running program is not written into.
    cp "$work/$name/descopectl" "$folder/.descopectl.new"
    chmod 755 "$folder/.descopectl.new"
    mv -f "$folder/.descopectl.new" "$folder/descopectl"
    echo "installed $("$folder/descopectl" --version) as $folder/descopectl"
    case :$PATH: in
    *:"$folder":*) ;;
    *) echo "$folder is not in PATH: add it" ;;
    esac
}

# The whole file is read before anything runs.
main
