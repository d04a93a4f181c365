#!/bin/sh
# Makes the slicers of this machine (@SYSTEM@) trust the printers of a farm: appends the farm's CA to their printer.cer,
# keeps each file as it was beside it (.before-printfarm), and looks whether all is there.
#
#   sh install-farm-ca.sh                        all slicers that are found; as root where their files are root's
#   sh install-farm-ca.sh --undo                 takes it out again
#   sh install-farm-ca.sh [--undo] FILE ...      other places
#
# SHA-256 of the CA: @SHA256@
set -u

ca='@PEM@'
places="@PLACES@"

# A whole line of the CA's signature, which no other certificate has.
mark=$(printf '%s\n' "$ca" | tail -n 3 | head -n 1)

count() {
    grep -c -e '-----BEGIN CERTIFICATE-----' "$1"
}

# Without the block that has the mark.
strip() {
    awk -v mark="$mark" '
        /-----BEGIN CERTIFICATE-----/ { block = ""; inside = 1 }
        inside { block = block $0 "\n"; if (index($0, mark)) ours = 1 }
        !inside { print }
        /-----END CERTIFICATE-----/ { if (!ours) printf "%s", block; inside = 0; ours = 0 }
    ' "$1"
}

install_in() {
    if grep -qF -e "$mark" "$1"; then
        echo "already there: $1"
        return 0
    fi
    if [ ! -w "$1" ] || ! cp -p "$1" "$1.before-printfarm" 2>/dev/null; then
        echo "not writable: $1 (run this as root)" >&2
        return 1
    fi
    before=$(count "$1")
    [ -z "$(tail -c 1 "$1")" ] || echo >> "$1"
    printf '%s\n' "$ca" >> "$1"
    if [ "$(count "$1")" -eq $((before + 1)) ] && grep -qF -e "$mark" "$1"; then
        echo "installed: $1"
        return 0
    fi
    cat "$1.before-printfarm" > "$1"
    echo "failed, and as it was: $1" >&2
    return 1
}

undo_in() {
    if ! grep -qF -e "$mark" "$1"; then
        echo "not there: $1"
        return 0
    fi
    if [ ! -w "$1" ]; then
        echo "not writable: $1 (run this as root)" >&2
        return 1
    fi
    rest=$(mktemp) && strip "$1" > "$rest" && cat "$rest" > "$1" && rm -f "$rest" "$1.before-printfarm"
    echo "removed: $1"
}

work=install_in
if [ "${1-}" = --undo ]; then
    work=undo_in
    shift
fi
if [ $# -eq 0 ]; then
    IFS='
'
    set -f
    set -- $places
fi
found=0
status=0
for file in "$@"; do
    [ -f "$file" ] || continue
    found=1
    $work "$file" || status=1
done
if [ $found -eq 0 ]; then
    echo "no printer.cer was found: name it, for instance .../resources/cert/printer.cer" >&2
    status=1
fi
exit $status
