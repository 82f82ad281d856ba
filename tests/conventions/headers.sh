# Every header begins with #pragma once, and no header opens a namespace for its readers: headers.sh ROOT.
set -eu
cd "$1"

find auditor reporters examples tests -name '*.h' -print | sort | {
  wrong=0
  while read -r header; do
    grep -qx '#pragma once' "$header" || { echo "$header: no #pragma once"; wrong=1; }
    if grep -Hn '^ *using namespace' "$header"; then wrong=1; fi
  done
  exit $wrong
}
