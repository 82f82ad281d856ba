# Every source is named in the CMakeLists.txt of its folder or of one above, so that none is left unbuilt and no test
# unrun; every header is included somewhere: built.sh ROOT.
set -eu
cd "$1"
lists=$(mktemp -d)
trap 'rm -rf "$lists"' EXIT
wrong=0

# Names count from the folder of the list that they stand in.
find auditor reporters examples tests -name '*.cpp' -print | sort > "$lists/sources"
find auditor reporters examples tests -name CMakeLists.txt -exec awk '
  !/^ *#/ {
    folder = FILENAME
    sub(/[^\/]*$/, "", folder)
    count = split($0, words, /[ ()"\t]+/)
    for (i = 1; i <= count; ++i) if (words[i] ~ /\.cpp$/) print folder words[i]
  }' {} + | sort -u > "$lists/named"
comm -23 "$lists/sources" "$lists/named" > "$lists/left"
if [ -s "$lists/left" ]; then sed 's/$/: in no CMakeLists.txt/' "$lists/left"; wrong=1; fi

find auditor reporters examples tests -name '*.h' -print | sort > "$lists/headers"
find auditor reporters examples tests \( -name '*.h' -o -name '*.cpp' -o -name '*.in' \) -exec \
  sed -n 's/^ *# *include *"\([^"]*\)".*/\1/p' {} + | sort -u > "$lists/included"
comm -23 "$lists/headers" "$lists/included" > "$lists/left"
if [ -s "$lists/left" ]; then sed 's/$/: included by nobody/' "$lists/left"; wrong=1; fi
exit $wrong
