# Which folder may include which: layers.sh ROOT. Arrows that the linker would not notice, because headers are visible
# to every target, are seen here. Prints each wrong #include and fails.
set -eu
rule=$(cd "$(dirname "$0")" && pwd)/layers.awk
cd "$1"

find auditor reporters examples/emulator \( -name '*.h' -o -name '*.cpp' -o -name '*.in' \) -print | sort | xargs awk -f "$rule"
