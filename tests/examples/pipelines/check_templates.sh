# The templates of examples/pipelines by those who read them: YAML by js-yaml and the rules of each server in
# check_templates.js, units by systemd, the scripts in them by a shell. What is not installed is said and left out.
set -eu
source=$1
templates=$source/examples/pipelines

if command -v systemd-analyze > /dev/null; then
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  cp "$templates/patrol.timer" "$folder"
  # The program need not be installed here; /bin/true stands for it.
  sed 's|/usr/bin/patrol|/bin/true|' "$templates/patrol.service" > "$folder/patrol.service"
  systemd-analyze verify "$folder/patrol.timer" "$folder/patrol.service" 2> "$folder/said" || true
  # It speaks of the machine's other units too.
  if grep -E 'patrol\.(timer|service)' "$folder/said"; then exit 1; fi
  # The check itself: a mistake is seen.
  sed 's|^Type=oneshot|Type=oneshoot|' "$folder/patrol.service" > "$folder/broken.service"
  systemd-analyze verify "$folder/broken.service" 2>&1 | grep -q 'broken\.service.*oneshoot' ||
    { echo "systemd-analyze saw no mistake in a broken unit"; exit 1; }
else
  echo "SKIPPED: the units, systemd-analyze is not installed"
fi

command -v node > /dev/null || { echo "SKIPPED: node is not installed"; exit 77; }
NODE_PATH="${NODE_PATH:+$NODE_PATH:}/usr/share/nodejs"
export NODE_PATH
node -e 'require("js-yaml")' 2> /dev/null || { echo "SKIPPED: js-yaml is not installed (node-js-yaml)"; exit 77; }
node "$source/tests/examples/pipelines/check_templates.js" "$templates"
