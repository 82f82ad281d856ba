#!/usr/bin/env bash
# Measures patrol against the emulator and prints the table of the README; with --update it is put there, between its
# markers. Takes a minute; run it on a machine that does nothing else.
# shellcheck disable=SC2016  # backquotes are Markdown's
set -euo pipefail
cd "$(dirname "$0")/../.."

build=build/release
work=build/bench
now=2026-11-23T09:00:00Z
emulator=
trap 'if [ -n "$emulator" ]; then kill "$emulator" 2> /dev/null; fi' EXIT

.ci/install build
mkdir -p "$work"
{
  cmake --preset release
  cmake --build --preset release --target patrol azure-devops-emulator measure evaluation many_accounts history \
    render_sample rendering
} > "$work/build.log" 2>&1 || { tail -n 50 "$work/build.log" >&2; exit 1; }
measure=$build/tests/bench/measure

# write_integrations FOLDER POLICY ACCOUNTS FEATURES PROJECTS: one for each generated account. PROJECTS is what stands in
# the file, or `three of N`: other ones for each account.
write_integrations() {
  local folder=$1 policy=$2 accounts=$3 features=$4 wanted=$5 projects name number=0
  rm -rf "$folder"
  mkdir -p "$folder"
  for name in $(seq -f 'svc-%03.0f' "$accounts"); do
    projects=$wanted number=$((number + 1))
    if [[ $wanted == 'three of '* ]]; then
      projects=$(printf '[Project %03d, Project %03d, Project %03d]' $((number % ${wanted##* } + 1)) \
        $(((number + 133) % ${wanted##* } + 1)) $(((number + 266) % ${wanted##* } + 1)))
    fi
    printf '%s\n' "integration: $name" "policy: $policy" "owner: owner@bench.com" "organization: bench" \
      "connection: {base_url: \"https://dev.azure.com/bench\", email: $name@bench.com}" "pat: {name: $name}" \
      "features: [$features]" "projects: $projects" > "$folder/$name.yaml"
  done
}

# start_emulator SIZES LATENCY: sets server.
start_emulator() {
  rm -f "$work/port" "$work/stats.json"
  "$build/examples/emulator/azure-devops-emulator" --organization tests/bench/organization.yaml --now "$now" --port 0 \
    --port-file "$work/port" --stats-file "$work/stats.json" --generate "$1" --latency "$2" 2> "$work/emulator.log" &
  emulator=$!
  for ((i = 0; i < 600; ++i)); do
    if [ -s "$work/port" ] || ! kill -0 "$emulator" 2> /dev/null; then break; fi
    sleep 0.05
  done
  [ -s "$work/port" ] || { cat "$work/emulator.log" >&2; exit 1; }
  server=http://127.0.0.1:$(cat "$work/port")
}

stop_emulator() {
  kill "$emulator"
  wait "$emulator" || true
  emulator=
}

stat() { sed -n "s/^  \"$1\": \([0-9]*\).*/\1/p" "$work/stats.json"; }

# run_patrol ARGUMENT...: prints `wall_ms rss_mb`; an audit that did not run ends the benchmark.
run_patrol() {
  local wall rss code
  PATROL_TOKEN=bench-auditor-token "$measure" "$build/patrol" "$@" 2> "$work/patrol.log" || true
  read -r wall rss code < <(tail -n 1 "$work/patrol.log")
  if [ "$code" -gt 2 ]; then
    cat "$work/patrol.log" >&2
    exit 1
  fi
  echo "$wall $rss"
}

# audit TITLE ACCOUNTS PROJECTS USERS LATENCY FEATURES NAMED: a row of the table, the middle one of three runs by time.
audit() {
  local title=$1 accounts=$2 projects=$3 users=$4 latency=$5 features=$6 named=$7 rows=() wall rss chain
  write_integrations "$work/integrations" pluralsight-flow "$accounts" "$features" "$named"
  for _ in 1 2 3; do
    start_emulator "users=$users,projects=$projects,accounts=$accounts" "$latency"
    read -r wall rss < <(run_patrol audit --policies policies --integrations "$work/integrations" \
      --server "$server" --now "$now")
    stop_emulator
    [ "$(stat writes)" = 0 ] || { echo "it wrote" >&2; exit 1; }
    chain=$(stat longest_chain)
    if [ "$latency" = 0 ]; then chain=–; fi # without latency nothing tells waiting from chance
    rows+=("$wall $rss $(stat requests) $chain $(stat most_in_flight)")
  done
  read -r wall rss requests chain flight < <(printf '%s\n' "${rows[@]}" | sort -n | sed -n 2p)
  printf '| %s | %s | %s | %s | %.2f s | %.0f MB |\n' "$title" "$requests" "$chain" "$flight" \
    "$(awk "BEGIN { print $wall / 1000 }")" "$rss"
}

# The middle one of some starts of the program, which a short-lived command of CI pays for each time.
version() {
  for _ in $(seq 21); do run_patrol version; done | sort -n | sed -n 11p | cut -d' ' -f1
}

# open_pages: two rows, for pages of 10,000 and of 50,000 findings; none where there is no browser to open them with.
# Allowed: 1 s until the first answers, 2 s until the second is open.
open_pages() {
  local browser findings open answer packages=tests/reporters/browser
  browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
    echo "no Chromium: no rows about the page" >&2
    return 0
  }
  if [ ! -d "$packages/node_modules" ] &&
    ! npm ci --prefix "$packages" --ignore-scripts --no-audit --no-fund > "$work/npm.log" 2>&1; then
    echo "no playwright-core, see $work/npm.log: no rows about the page" >&2
    return 0
  fi
  for findings in 10000 50000; do
    "$build/tests/reporters/render_sample" "$findings" html > "$work/$findings.html"
  done
  NODE_PATH=$packages/node_modules node tests/bench/page.js "$browser" "$work/10000.html" \
    "$work/50000.html" > "$work/pages.txt"
  for findings in 10000 50000; do
    read -r open answer
    printf '| to open the page of %s findings (%s MB) in Chromium, which then answers a click in %s ms | %s ms | |\n' \
      "${findings%000},000" "$(awk "BEGIN { printf \"%.1f\", $(wc -c < "$work/$findings.html") / 1e6 }")" "$answer" "$open"
  done < "$work/pages.txt"
}

table() {
  local milliseconds findings many decided excess megabytes
  echo '| audit | requests | one after another | side by side | time | memory |'
  echo '|---|--:|--:|--:|--:|--:|'
  audit '20 integrations, 50 projects, 500 users, 50 ms latency' 20 50 500 50 tickets all
  audit 'the same, with access levels' 20 50 500 50 'repos, pull-requests, tickets' all
  audit '300 integrations of three projects each, 400 projects, 5,000 users, no latency' 300 400 5000 0 tickets \
    'three of 400'
  audit 'the same, each of all projects: 123,600 findings' 300 400 5000 0 tickets all
  echo

  write_integrations "$work/integrations" twenty-rules 1000 tickets '[Project 001]'
  start_emulator users=1000,projects=10,accounts=1000 0
  run_patrol collect --policies tests/bench/twenty-rules.yaml --integrations "$work/integrations" --server "$server" \
    --now "$now" --output "$work/snapshot.json" > "$work/collect.txt"
  stop_emulator
  read -r milliseconds findings < <("$build/tests/bench/evaluation" tests/bench/twenty-rules.yaml \
    "$work/integrations" "$work/snapshot.json")
  read -r wall rss < <(run_patrol audit --policies tests/bench/twenty-rules.yaml --integrations "$work/integrations" \
    --snapshot "$work/snapshot.json" --now "$now")
  echo '| without a server | time | memory |'
  echo '|---|--:|--:|'
  printf '| `%s` | %.0f ms | |\n' 'patrol version' "$(version)"
  printf '| to decide 1,000 integrations × 20 rules, %s findings | %s ms | |\n' "$findings" "$milliseconds"
  printf '| the same with `%s`: all files read, a summary written | %.2f s | %.0f MB |\n' 'patrol audit --snapshot' \
    "$(awk "BEGIN { print $wall / 1000 }")" "$rss"
  read -r many decided excess megabytes _ < <("$build/tests/bench/many_accounts" tests/bench/twenty-rules.yaml 10000)
  printf '| to decide 10,000 accounts × 20 rules, %s findings, and %s things held in excess | %s ms | %s MB |\n' \
    "$decided" "$excess" "$many" "$megabytes"

  # Allowed: 0.3 s for an append, 1 s for the trend.
  local slowest trend size
  read -r slowest trend size < <("$build/tests/bench/history" "$work/history.db")
  printf '| to append an audit of 1,000 findings to a history of up to 1,000, the slowest (%s MB at the end) | %s ms | |\n' \
    "$size" "$slowest"
  printf '| the trend of those 1,000 audits | %s ms | |\n' "$trend"
  open_pages

  # Allowed of JUnit: 1 s, and 100 MB in all.
  local format written
  echo
  echo '| a report of 50,000 findings | time | memory beside the audit | size |'
  echo '|---|--:|--:|--:|'
  "$build/tests/bench/rendering" 50000 | while read -r format milliseconds megabytes written; do
    printf '| `%s` | %s ms | %.0f MB | %s MB |\n' "$format" "$milliseconds" "$megabytes" "$written"
  done
}

table > "$work/table.md"
cat "$work/table.md"
if [ "${1:-}" = --update ]; then
  awk -v table="$work/table.md" '
    /<!-- benchmark: end -->/ { inside = 0 }
    !inside { print }
    /<!-- benchmark: begin/ { inside = 1; while ((getline line < table) > 0) print line }
    ' README.md > "$work/README.md"
  cat "$work/README.md" > README.md
fi
