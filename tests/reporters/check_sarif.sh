# The SARIF report against the published schema, a copy of which is beside the project where it is developed.
set -eu
render=$1
source=$2
schema=${PATROL_SARIF_SCHEMA:-$source/../shared/schemas/sarif-schema-2.1.0.json}

[ -f "$schema" ] || { echo "SKIPPED: no copy of the schema of SARIF 2.1.0 (PATROL_SARIF_SCHEMA names one)"; exit 77; }
command -v node >/dev/null || { echo "SKIPPED: node is not installed"; exit 77; }
NODE_PATH="${NODE_PATH:+$NODE_PATH:}/usr/share/nodejs"
export NODE_PATH
node -e 'require("ajv")' 2>/dev/null || { echo "SKIPPED: ajv is not installed (node-ajv)"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

for audit in sample compared hostile empty 1000 random-1 random-2 random-3; do "$render" $audit sarif > "$folder/$audit.sarif"; done
node "$source/tests/reporters/check_sarif.js" "$schema" "$folder"/*.sarif
