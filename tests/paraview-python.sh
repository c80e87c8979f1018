#!/bin/sh
# Prints the PYTHONPATH with which /usr/bin/python3 finds ParaView's own Python: paraview-python.sh [FOLDER].
# The package python3-paraview cannot be installed beside libvtk9-dev, so it is unpacked into FOLDER (default:
# artifacts/paraview-python), once. Needs the package paraview, whose libraries it loads.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
folder=${1:-$root/artifacts/paraview-python}
modules=$folder/usr/lib/python3/dist-packages

mkdir -p "$folder"
exec 9> "$folder/.lock"
flock 9
if [ ! -e "$folder/.unpacked" ]; then
  download=$(mktemp -d)
  trap 'rm -rf "$download"' EXIT
  (cd "$download" && apt-get download python3-paraview > /dev/null 2> log) || {
    cat "$download/log" >&2
    echo "python3-paraview: the package cannot be downloaded. Is there a network, and is apt's list up to date (apt-get update)?" >&2
    exit 1
  }
  dpkg -x "$download"/python3-paraview_*.deb "$folder"
  touch "$folder/.unpacked"
fi
echo "$modules"
