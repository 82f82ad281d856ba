# The page in a real browser, through playwright-core and axe-core: accessible in each theme and width, silent, and
# everything in it does what it says. Their packages come from npm: tests/run.sh installs them.
set -eu
render=$1
source=$2
tests=$source/tests/reporters/browser

skip() { echo "SKIPPED: $1"; exit 77; }
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) ||
  skip "chromium is not installed"
command -v node > /dev/null || skip "node is not installed"
[ "$(node -p 'Number(process.versions.node.split(".")[0]) >= 18')" = true ] ||
  skip "playwright-core needs Node 18 or newer, and this is $(node --version)"
[ -d "$tests/node_modules/playwright-core" ] || skip "no playwright-core; (cd tests/reporters/browser && npm ci)"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

for audit in sample compared hostile empty organizations-7 10000; do "$render" $audit html > "$folder/$audit.html"; done
sed '/^<script>/,/<\/script>/d' "$folder/compared.html" > "$folder/without-script.html"
sed -e '/<style>/,/<\/style>/d' "$folder/compared.html" > "$folder/plain.html"
! grep -q '<script>' "$folder/without-script.html" || { echo "FAILED: the script was not taken out"; exit 1; }
! grep -q '<style>' "$folder/plain.html" || { echo "FAILED: the style was not taken out"; exit 1; }
mkdir "$folder/site"
"$render" compared html-dir "$folder/site"

NODE_PATH=$tests/node_modules
export NODE_PATH
node "$tests/page_test.js" "$browser" "$folder"
