#!/bin/sh
# Proof: on a clean Debian 12, as root, a fresh clone of this repository sets itself up, tests itself and serves.
# Needs root, debootstrap and git. Usage: tests/clean_debian.sh FOLDER [test|serve ...]
# FOLDER keeps the bare system between calls; the mirror and the way to the indexes are this machine's own.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
folder=${1:?FOLDER is missing}
shift
[ $# -gt 0 ] || set -- serve test
mkdir -p "$folder"
folder=$(CDPATH='' cd -- "$folder" && pwd)
base=$folder/base
fresh=$folder/fresh

say() { printf '%s %s\n' "$(date +%T)" "$*"; }

make_base() {
    # shellcheck disable=SC2016 # apt-get fills this in.
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Codename: bookworm' 'Created-By: Packages' | head -n 1)
    debootstrap --variant=minbase --include=ca-certificates,git,python3 bookworm "$base.new" "$mirror" >"$folder/debootstrap.log"
    mv "$base.new" "$base"
}

unmount() {
    for part in proc dev/shm dev; do
        if mountpoint -q "$fresh/$part"; then umount "$fresh/$part"; fi
    done
}

make_fresh() {
    unmount
    rm -rf --one-file-system "$fresh"
    cp -a "$base" "$fresh"
    rm -rf "$fresh/etc/apt/apt.conf.d" "$fresh/etc/apt/sources.list"
    cp -a /etc/apt/apt.conf.d /etc/apt/sources.list* "$fresh/etc/apt/"
    cp /etc/resolv.conf "$fresh/etc/resolv.conf"
    cp /etc/ssl/certs/ca-certificates.crt "$fresh/etc/ssl/certs/ca-certificates.crt"
    if [ -e /etc/pip.conf ]; then cp /etc/pip.conf "$fresh/etc/"; fi
    git clone --quiet "$here" "$fresh/srv/clone"
    mount -t proc proc "$fresh/proc"
    # Private, or the shared memory mounted next would also cover this machine's own.
    mount --bind /dev "$fresh/dev"
    mount --make-private "$fresh/dev"
    mount -t tmpfs tmpfs "$fresh/dev/shm"
}

# Replaces the shell that calls it, so that the process id of a background call is the program's own.
enter() { exec chroot "$fresh" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb sh -c "cd /srv/clone && $1"; }
inside() { (enter "$1"); }

health() {
    python3 -c 'import urllib.request as r; print(r.urlopen("http://127.0.0.1:8000/healthz", timeout=2).read().decode())' 2>/dev/null
}

# ./run must answer within three minutes when nothing is installed; a second time, setting up takes under two seconds.
serve() {
    if health >/dev/null; then say "Something already answers on port 8000."; exit 1; fi
    began=$(date +%s)
    enter 'exec ./run' >"$folder/serve.log" 2>&1 &
    served=$!
    until health; do
        if ! kill -0 $served 2>/dev/null; then cat "$folder/serve.log"; say "./run ended"; exit 1; fi
        sleep 0.5
    done
    say "./run answered after $(($(date +%s) - began)) s"
    cat "$folder/serve.log"
    kill $served
    wait $served || true
    inside 'exec python3 -c "
import subprocess, time
began = time.monotonic()
subprocess.run([\"./run\", \"setup\"], check=True)
print(f\"nothing to set up: {time.monotonic() - began:.2f} s\")"'
}

run_tests() {
    began=$(date +%s)
    inside './run test' 2>&1 | tee "$folder/test.log" | tail -n 40
    say "./run test took $(($(date +%s) - began)) s"
    tail -n 1 "$folder/test.log" | grep -q passed
    if tail -n 1 "$folder/test.log" | grep -qE 'failed|error'; then exit 1; fi
}

trap unmount EXIT
[ -d "$base" ] || make_base
say "Bare system ready"
make_fresh
for part in "$@"; do
    case $part in
        test) run_tests ;;
        serve) serve ;;
        *) inside "$part" ;;
    esac
done
say "Done: $*"
