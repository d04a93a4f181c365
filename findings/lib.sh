# Sourced by every finding. Gives a temporary folder ($work, removed at the end), pinned public packages inside it, a bounded
# run of a program, and checks of what it printed. Status: 0 holds, 1 the behaviour changed, 2 it could not be tried.
set -u
work=$(mktemp -d) || exit 2
changed=0
started=()

leave() {
    local status=$?
    for pid in "${started[@]}"; do
        kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null
    done
    rm -rf "$work"
    exit "$status"
}
trap leave EXIT
trap 'exit 2' INT TERM

cannot() { echo "cannot be tried: $*"; exit 2; }

# need PROGRAM...
need() {
    local program
    for program; do command -v "$program" >/dev/null || cannot "$program is missing"; done
}

# jars GROUP:ARTIFACT:VERSION... : from Maven Central, with what they depend on, into $work/lib
jars() {
    need mvn java
    local jar group artifact version all=""
    for jar; do
        IFS=: read -r group artifact version <<<"$jar"
        all+="<dependency><groupId>$group</groupId><artifactId>$artifact</artifactId><version>$version</version></dependency>"
    done
    echo "<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version>\
<dependencies>$all</dependencies></project>" >"$work/pom.xml"
    timeout 300 mvn -B -q -f "$work/pom.xml" dependency:copy-dependencies -DincludeScope=runtime \
        -DoutputDirectory="$work/lib" >"$work/mvn.log" 2>&1 || cannot "$* not to be had"
    echo "with $*, $(java -version 2>&1 | head -1)"
}

# packages NAME@VERSION... : from the npm registry, no script of theirs is run
packages() {
    need npm node
    (cd "$work" && echo '{}' >package.json \
        && timeout 300 npm install --no-audit --no-fund --ignore-scripts --loglevel=error "$@" >npm.log 2>&1) || cannot "$* not to be had"
    echo "with $*, node $(node -v)"
}

# debs NAME=VERSION... : of Debian 12, unpacked (not installed) into $work/root, which goes before the system's own
debs() {
    need apt-get dpkg-deb
    mkdir -p "$work/debs" "$work/root"
    (cd "$work/debs" && timeout 300 apt-get download -qq "$@" >/dev/null 2>&1) || cannot "$* not to be had"
    local deb
    for deb in "$work"/debs/*.deb; do dpkg-deb -x "$deb" "$work/root" || cannot "$deb cannot be unpacked"; done
    PATH=$work/root/usr/bin:$work/root/usr/sbin:$PATH
    export LD_LIBRARY_PATH=$work/root/usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH 2>/dev/null || echo x86_64-linux-gnu)
    echo "with $*"
}

# certificate NAME : $work/NAME.pem, .key and .p12 (password changeit), self-signed for the DNS name NAME
certificate() {
    need openssl
    (cd "$work" && openssl req -x509 -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.pem" -days 2 -subj "/CN=$1" \
        -addext "subjectAltName=DNS:$1" && openssl pkcs12 -export -in "$1.pem" -inkey "$1.key" -out "$1.p12" -passout pass:changeit) \
        >/dev/null 2>&1 || cannot "no certificate"
}

# run COMMAND... : in $work, at most 120 s; its output goes to $work/out
run() {
    (cd "$work" && timeout 120 "$@" </dev/null) >"$work/out" 2>"$work/err"
    local status=$?
    [ $status -eq 0 ] || { echo "status $status of: $1"; tail -5 "$work/err"; changed=1; }
}

java_file() { run java -cp "$work:$work/lib/*" "$@"; }

# says LINE... : the output has each line, exactly
says() {
    local line
    for line; do
        if grep -qxF -- "$line" "$work/out"; then
            echo "  as seen: $line"
        else
            echo "  CHANGED, was: $line"
            changed=1
        fi
    done
}

holds() {
    if [ $changed -ne 0 ]; then
        echo "output now:"
        sed 's/^/    /' "$work/out"
        exit 1
    fi
    echo holds
}

# tls : Tls.java, compiled, and the certificate of the server "printer"
tls() {
    certificate printer
    javac -d "$work" Tls.java || cannot "Tls.java does not compile"
}
