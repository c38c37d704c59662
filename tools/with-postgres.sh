#!/bin/bash
# Runs a command with a PostgreSQL 15 of its own, and leaves nothing behind, whatever happens:
#
#   tools/with-postgres.sh [--fast] COMMAND…
#
# Makes a cluster in a temporary folder, reachable through a socket there and nowhere else, puts its libpq URL into
# MAKTAB_TEST_POSTGRES, runs the command and gives its exit code. --fast: without waiting for the disk (for tests, which
# kill Maktab and never the database). As root the cluster runs as user postgres, or nobody where there is none.
set -euo pipefail

bin=${MAKTAB_POSTGRES_BIN:-/usr/lib/postgresql/15/bin}
options="-c listen_addresses= -c logging_collector=off -c max_connections=200 -c unix_socket_permissions=0777"
# What a server of its own memory is given, for benches: MAKTAB_POSTGRES_OPTIONS="-c shared_buffers=1GB".
options+=" ${MAKTAB_POSTGRES_OPTIONS:-}"
if [[ ${1:-} == --fast ]]; then
  options+=" -c fsync=off -c full_page_writes=off"
  shift
fi
if [[ $# -eq 0 ]]; then
  echo "usage: tools/with-postgres.sh [--fast] COMMAND…" >&2
  exit 2
fi
if [[ ! -x $bin/initdb ]]; then
  echo "PostgreSQL 15 is not installed in $bin; install it (postgresql-15) or set MAKTAB_POSTGRES_BIN." >&2
  exit 2
fi

as_owner=()
folder=$(mktemp -d /tmp/maktab-postgres.XXXXXX)
if [[ $(id -u) -eq 0 ]]; then
  owner=postgres
  id -u "$owner" >/dev/null 2>&1 || owner=nobody
  as_owner=(setpriv --reuid "$owner" --regid "$(id -g "$owner")" --clear-groups)
  chown "$owner" "$folder"
fi
chmod 0755 "$folder"

# pg_ctl and initdb want a folder that their user may be in.
stop() {
  local code=$?
  trap - EXIT
  if [[ -f $folder/data/postmaster.pid ]]; then
    (cd "$folder" && "${as_owner[@]}" "$bin/pg_ctl" -D data -m immediate -w stop >/dev/null 2>&1) || true
  fi
  rm -rf "$folder"
  exit "$code"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

(
  cd "$folder"
  "${as_owner[@]}" "$bin/initdb" -D data -U maktab -A trust -E UTF8 --locale=C.UTF-8 --no-sync >init.log 2>&1 ||
    { cat init.log >&2; exit 1; }
  # The socket's port number is only a part of its name, and the folder is ours alone.
  "${as_owner[@]}" "$bin/pg_ctl" -D data -w -l server.log -o "$options -k '$folder' -p 5432" start >start.log 2>&1 ||
    { cat start.log server.log >&2; exit 1; }
)

export MAKTAB_TEST_POSTGRES="postgresql://maktab@/postgres?host=$folder&port=5432"
"$@"
