# The JSON report, that of a comparison and that of a discovery against their published schemas, which must also
# describe every member that is written.
set -eu
render=$1
source=$2

command -v node >/dev/null || { echo "SKIPPED: node is not installed"; exit 77; }
NODE_PATH="${NODE_PATH:+$NODE_PATH:}/usr/share/nodejs"
export NODE_PATH
node -e 'require("ajv")' 2>/dev/null || { echo "SKIPPED: ajv is not installed (node-ajv)"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

for audit in sample compared hostile empty organizations-5 1000 random-1 random-2 random-3; do "$render" $audit json > "$folder/$audit.json"; done
node "$source/tests/reporters/check_json.js" "$source/reporters/schema/audit.schema.json" "$folder"/*.json

mkdir "$folder/diff"
for each in what-if what-if-nothing; do "$render" $each json > "$folder/diff/$each.json"; done
node "$source/tests/reporters/check_json.js" "$source/reporters/schema/diff.schema.json" "$folder/diff"/*.json

mkdir "$folder/discovery"
for each in discovery discovery-nothing; do "$render" $each json > "$folder/discovery/$each.json"; done
node "$source/tests/reporters/check_json.js" "$source/reporters/schema/discovery.schema.json" "$folder/discovery"/*.json
