# The JSON report against its published schema, which must also describe every member that is written.
set -eu
render=$1
source=$2

command -v node >/dev/null || { echo "SKIPPED: node is not installed"; exit 77; }
NODE_PATH="${NODE_PATH:+$NODE_PATH:}/usr/share/nodejs"
export NODE_PATH
node -e 'require("ajv")' 2>/dev/null || { echo "SKIPPED: ajv is not installed (node-ajv)"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

for audit in sample compared hostile empty 1000; do "$render" $audit json > "$folder/$audit.json"; done
node "$source/tests/reporters/check_json.js" "$source/reporters/schema/audit.schema.json" "$folder"/*.json
