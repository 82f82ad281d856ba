#!/usr/bin/env bash
# From nothing to a real audit: installs what is missing, builds patrol and an Azure DevOps emulator, and audits the
# organization of Contoso over HTTP. Nothing leaves this machine but the installation of packages. Exit code 0: the
# audit ran, whatever it found.
set -euo pipefail
cd "$(dirname "$0")/.."

output=build/quickstart
emulator=
mkdir -p "$output"

stop_emulator() {
  if [ -n "$emulator" ]; then
    kill "$emulator" 2> /dev/null || true
    wait "$emulator" 2> /dev/null || true
    emulator=
  fi
}
trap stop_emulator EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# quietly WHAT COMMAND...: what it prints is shown only if it fails.
quietly() {
  local what=$1 log=$output/build.log
  shift
  if ! "$@" > "$log" 2>&1; then
    tail -n 50 "$log" >&2
    echo "$what failed; the whole output is in $log" >&2
    exit 1
  fi
}

build() {
  quietly "configuring" cmake --preset release
  local command=(cmake --build --preset release --target patrol azure-devops-emulator)
  if "${command[@]}" -- -n | grep -q 'no work to do'; then return; fi
  echo "building patrol and the emulator; the first time takes some minutes"
  if [ -t 1 ]; then
    "${command[@]}" || { echo "the build failed" >&2; exit 1; }
  else
    quietly "the build" "${command[@]}" -- --quiet
  fi
}

# Sets server once the emulator is ready, which its port file tells.
start_emulator() {
  local port_file=$output/port now=$1
  rm -f "$port_file"
  build/release/examples/emulator/azure-devops-emulator --organization examples/contoso/organization.yaml \
    --port 0 --port-file "$port_file" --now "$now" 2> "$output/emulator.log" &
  emulator=$!
  for ((i = 0; i < 200; ++i)); do
    if [ -s "$port_file" ]; then
      server=http://127.0.0.1:$(cat "$port_file")
      return
    fi
    kill -0 "$emulator" 2> /dev/null || break
    sleep 0.05
  done
  cat "$output/emulator.log" >&2
  echo "the emulator did not start" >&2
  exit 1
}

.ci/install build
build
now=2026-11-23T09:00:00Z # the organization's dates are fixed
start_emulator "$now"

status=0
PATROL_TOKEN=contoso-auditor-demo-token build/release/patrol audit \
  --policies policies --integrations examples/contoso/integrations --server "$server" --now "$now" \
  --report html="$output/report.html" --report junit="$output/junit.xml" --report json="$output/report.json" ||
  status=$?

echo
case $status in
  0) echo "patrol's exit code is 0: every rule holds." ;;
  1) echo "patrol's exit code is 1, because rules fail: Contoso's integrations show each cause once." ;;
  2) echo "patrol's exit code is 2: no rule fails, but some could not be decided." ;;
  *) echo "the audit did not run (exit code $status)" >&2; exit 1 ;;
esac
echo "Open $output/report.html in a browser; for machines there are junit.xml and report.json beside it."
