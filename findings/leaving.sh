# Sourced after lib.sh: how programs leave a TLS server whose certificate they do not take.

# leaves LABEL VERSION COMMAND... : PORT in the command is the server's; appends "LABEL VERSION: ..." to $work/seen
leaves() {
    local label=$1 version=$2 port word words=()
    shift 2
    rm -f "$work/port"
    (cd "$work" && exec timeout 90 python3 "$here/peer.py" "$version" >"$work/left") &
    local peer=$!
    started+=("$peer")
    for _ in $(seq 300); do [ -s "$work/port" ] && break; sleep 0.1; done
    port=$(cat "$work/port" 2>/dev/null) || cannot "no server"
    for word; do words+=("${word//PORT/$port}"); done
    (cd "$work" && timeout 30 "${words[@]}" </dev/null >"$work/client" 2>&1)
    wait "$peer"
    sed "s/^/$label /" "$work/left" >>"$work/seen"
}

leaving() {
    need python3
    certificate printer
    certificate other
    here=$PWD
    : >"$work/seen"
}

seen() { run cat seen; }
