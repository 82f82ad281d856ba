# Every header begins with #pragma once, and no header opens a namespace for its readers: headers.sh ROOT.
set -eu
cd "$1"
wrong=0

unguarded=$(find auditor reporters examples tests -name '*.h' -exec grep -Lx '#pragma once' {} + | sort) || true
if [ -n "$unguarded" ]; then printf '%s\n' "$unguarded" | sed 's/$/: no #pragma once/'; wrong=1; fi
if find auditor reporters examples tests -name '*.h' -exec grep -Hn '^ *using namespace' {} + | grep .; then wrong=1; fi
exit $wrong
