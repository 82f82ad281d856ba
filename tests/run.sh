#!/usr/bin/env bash
# From nothing to a tested build: installs what is missing, builds, runs every test, counts.
#
#   tests/run.sh            the release build, as users get it
#   tests/run.sh asan       with the address and undefined-behaviour sanitizers
#   tests/run.sh coverage   and the share of lines of auditor/ and reporters/ that ran; at least 90 %
#
# Ends with one line `N passed, N failed`; the exit code is 0 only if a test ran and none failed.
set -euo pipefail
cd "$(dirname "$0")/.."

least_coverage=90
preset=${1:-release}
groups=(build test)
case $preset in
  release | dev | asan) ;;
  coverage) groups+=(coverage) ;;
  *) echo "usage: tests/run.sh [release|dev|asan|coverage]" >&2; exit 3 ;;
esac
build=build/$preset
results=$build/test-results

# quietly WHAT COMMAND...: what it prints is shown only if it fails.
quietly() {
  local what=$1 log=$build/last.log
  shift
  if ! "$@" > "$log" 2>&1; then
    tail -n 100 "$log" >&2
    echo "$what failed; the whole output is in $log" >&2
    exit 1
  fi
}

build_all() {
  mkdir -p "$build"
  quietly "configuring" cmake --preset "$preset"
  echo "building $build"
  if [ -t 1 ]; then
    cmake --build --preset "$preset" || { echo "the build failed" >&2; exit 1; }
  else
    quietly "the build" cmake --build --preset "$preset" -- --quiet
  fi
}

# What the tests of the page and of the templates need from npm. Where it can not be had, they say that they are skipped.
install_from_npm() {
  local folder
  command -v npm > /dev/null || return 0
  for folder in tests/reporters/browser tests/examples/pipelines; do
    if [ -d "$folder/node_modules" ]; then continue; fi
    npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --fetch-retries 1 > "$build/npm.log" 2>&1 ||
      echo "npm could not install what the tests in $folder need; see $build/npm.log"
  done
  take_gitlab_schema
}

# One file of a program whose own packages are many and want a compiler: the schema that GitLab publishes for its editor.
take_gitlab_schema() {
  local folder=tests/examples/pipelines/node_modules package=gitlab-ci-local-4.56.0.tgz
  local digest=1357c078a398103d89fbbd78ed49d04eabf8fa7489ab58c30bf8ff6621deb742
  if [ ! -d "$folder" ] || [ -e "$folder/.gitlab-schema.mjs" ]; then return; fi
  if npm pack gitlab-ci-local@4.56.0 --pack-destination "$build" > "$build/npm.log" 2>&1 &&
    echo "$digest  $build/$package" | sha256sum --check --quiet; then
    tar -xzOf "$build/$package" package/src/schema/schema.js > "$folder/.gitlab-schema.mjs"
  else
    echo "npm could not give the schema of GitLab's pipelines; see $build/npm.log"
  fi
}

# The counters of earlier runs would be added to.
forget_earlier_runs() {
  rm -rf "$results"
  mkdir -p "$results"
  if [ "$preset" = coverage ]; then find "$build" -name '*.gcda' -delete; fi
}

# A program of tests counts as the tests that it says it ran, one more failure if it failed apart from them (it
# crashed, it leaked); any other entry of ctest counts as one test. Sets passed, failed, skipped.
count_tests() {
  local entries name ok skip cases bad without
  passed=0 failed=0 skipped=0
  entries=$(xmllint --xpath 'count(//testcase)' "$results/ctest.xml")
  for ((i = 1; i <= entries; ++i)); do
    name=$(xmllint --xpath "string((//testcase)[$i]/@name)" "$results/ctest.xml")
    ok=$(xmllint --xpath "count((//testcase)[$i][@status='run'])" "$results/ctest.xml")
    skip=$(xmllint --xpath "count((//testcase)[$i]/skipped)" "$results/ctest.xml")
    if [ -f "$results/$name.xml" ]; then
      read -r cases bad without < <(xmllint --xpath "concat(/testsuites/@tests, ' ', /testsuites/@failures, ' ',
        /testsuites/@disabled + sum(//testsuite/@skipped))" "$results/$name.xml")
      if [ "$ok" = 0 ] && [ "$bad" = 0 ]; then failed=$((failed + 1)); fi
      passed=$((passed + cases - bad - without)) failed=$((failed + bad)) skipped=$((skipped + without))
      if [ "$without" != 0 ]; then echo "skipped: $without of $name"; fi
    elif [ "$ok" = 1 ]; then
      passed=$((passed + 1))
    elif [ "$skip" = 1 ]; then
      skipped=$((skipped + 1))
      echo "skipped: $name"
    else
      failed=$((failed + 1))
    fi
  done
}

# The lines that ran of those that could have run, also in files that no test touches.
line_coverage() {
  local folders=(--directory "$build/auditor" --directory "$build/reporters")
  local common=(--base-directory "$PWD" --no-external --quiet)
  lcov --capture --initial "${folders[@]}" "${common[@]}" --output-file "$results/none.info"
  lcov --capture "${folders[@]}" "${common[@]}" --output-file "$results/ran.info"
  lcov --add-tracefile "$results/none.info" --add-tracefile "$results/ran.info" --quiet --output-file "$results/all.info"
  lcov --extract "$results/all.info" "$PWD/auditor/*" "$PWD/reporters/*" --quiet --output-file "$results/coverage.info"
  genhtml "$results/coverage.info" --prefix "$PWD" --quiet --output-directory "$build/report"
  awk -F'[:,]' '/^LF:/ { lines += $2 } /^LH:/ { hit += $2 }
    END { if (!lines) exit 1; printf "%.1f\n", int(1000 * hit / lines) / 10 }' "$results/coverage.info"
}

.ci/install "${groups[@]}"
build_all
install_from_npm
forget_earlier_runs
status=0
# More at a time than there are processors: those that talk to the emulator wait most of their time.
ctest --test-dir "$build" --parallel $(($(nproc) * 3)) --output-on-failure --output-junit test-results/ctest.xml \
  > "$results/ctest.log" 2>&1 < /dev/null || status=$?
if [ ! -f "$results/ctest.xml" ]; then
  cat "$results/ctest.log"
  echo "the tests could not be run" >&2
  exit 1
fi
count_tests
if [ "$status" != 0 ] || [ "$failed" != 0 ]; then cat "$results/ctest.log"; fi

if [ "$preset" = coverage ]; then
  covered=$(line_coverage)
  echo "line coverage of auditor/ and reporters/: $covered % (page by page: $build/report/index.html)"
  if awk "BEGIN { exit !($covered < $least_coverage) }"; then
    echo "that is less than $least_coverage %"
    status=1
  fi
fi

echo "$passed passed, $failed failed$([ "$skipped" = 0 ] || echo ", $skipped skipped")"
[ "$status" = 0 ] && [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
