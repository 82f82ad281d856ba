# Every source of auditor/ and reporters/ has a test at the same place below tests/, or a reason here why another test
# covers it: mirrored_tests.sh ROOT [LIST]. A listed file that is gone, or has a test by now, is an error too.
set -eu
list=${2:-$(dirname "$0")/tested_elsewhere.txt}
list=$(cd "$(dirname "$list")" && pwd)/$(basename "$list")
cd "$1"

find auditor reporters -name '*.cpp' -print | sort | {
  wrong=0
  while read -r source; do
    test="tests/${source%.cpp}_test.cpp"
    if [ -f "$test" ]; then
      if grep -q "^$source: " "$list"; then echo "$list: $source has a test: take it off"; wrong=1; fi
    elif ! grep -q "^$source: ." "$list"; then
      echo "$source: no $test, and no reason in $list"
      wrong=1
    fi
  done
  while IFS=: read -r source reason; do
    case $source in '#'* | '') continue ;; esac
    if [ ! -f "$source" ]; then echo "$list: $source ($reason) is no file"; wrong=1; fi
  done < "$list"
  exit $wrong
}
