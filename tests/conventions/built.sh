# Every source is named in the CMakeLists.txt of its folder or of one above, so that none is left unbuilt and no test
# unrun; every header is included somewhere: built.sh ROOT.
set -eu
cd "$1"

find auditor reporters examples tests -name '*.cpp' -print | sort | {
  wrong=0
  while read -r source; do
    folder=$(dirname "$source")
    name=$(basename "$source")
    found=
    while [ "$folder" != . ]; do
      if [ -f "$folder/CMakeLists.txt" ] && grep -v '^ *#' "$folder/CMakeLists.txt" | tr -s ' ()"\t' '\n' | grep -qxF -- "$name"; then
        found=1
        break
      fi
      name=$(basename "$folder")/$name
      folder=$(dirname "$folder")
    done
    [ -n "$found" ] || { echo "$source: in no CMakeLists.txt"; wrong=1; }
  done
  exit $wrong
}

headers=$(mktemp)
trap 'rm -f "$headers"' EXIT
find auditor reporters examples tests \( -name '*.h' -o -name '*.cpp' -o -name '*.in' \) -exec \
  sed -n 's/^ *# *include *"\([^"]*\)".*/\1/p' {} + | sort -u > "$headers"
find auditor reporters examples tests -name '*.h' -print | sort | {
  wrong=0
  while read -r header; do
    grep -qxF -- "$header" "$headers" || { echo "$header: included by nobody"; wrong=1; }
  done
  exit $wrong
}
