#!/bin/sh
# For a farm in a namespace or container of its own. Root runs it on the machine around it; "undo" as its argument takes all back.
set -eu
parent='@PARENT@' namespace='@NAMESPACE@' card='@CARD@' shim=farm-shim
pool='@POOL@'

if [ "${1:-}" = undo ]; then
    ip link del "$shim" 2>/dev/null || :
    [ -z "$namespace" ] || ip -n "$namespace" link del "$card" 2>/dev/null || :
    exit 0
fi
own=$(ip -4 -o address show dev "$parent" scope global | sed -n 's/.* inet \([0-9.]*\)\/.*/\1/p' | head -n 1)
net=$(ip -4 route show dev "$parent" proto kernel scope link | sed -n 's/^\([0-9.]*\/[0-9]*\) .*/\1/p' | head -n 1)
router=$(ip -4 route show default dev "$parent" | sed -n 's/.* via \([0-9.]*\).*/\1/p' | head -n 1)
if [ -z "$own" ] || [ -z "$net" ]; then
    echo "$parent has no IPv4 address" >&2
    exit 1
fi

# The farm's card: on the wire it is another machine, with a hardware address of its own.
if [ -n "$namespace" ]; then
    [ -e "/run/netns/$namespace" ] || ip netns add "$namespace"
    ip -n "$namespace" link set lo up
    ip link add "$card" link "$parent" netns "$namespace" type macvlan mode bridge
    ip -n "$namespace" link set "$card" up
    ip -n "$namespace" route add "$net" dev "$card"
    [ -z "$router" ] || ip -n "$namespace" route add default via "$router" dev "$card"
fi

# A macvlan card and its parent do not hear each other; two macvlan cards of one parent do.
ip link add "$shim" link "$parent" type macvlan mode bridge
ip link set "$shim" up
for address in $pool; do
    ip route add "$address/32" dev "$shim" src "$own"
done
