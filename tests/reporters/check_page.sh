# The page in a real browser: the script runs under the page's own policy, nothing else does, and nothing is said
# on the console.
set -eu
render=$1

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) ||
  { echo "SKIPPED: chromium is not installed"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() { echo "FAILED: $1"; exit 1; }

# open_page NAME: the document as it is after its script, in NAME.dom; what the console heard, in NAME.console.
open_page() {
  "$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$folder/profile" --virtual-time-budget=5000 \
    --enable-logging=stderr --v=0 --dump-dom "file://$folder/$1.html#$2" > "$folder/$1.dom" 2> "$folder/$1.log"
  grep CONSOLE "$folder/$1.log" > "$folder/$1.console" || true
}

# A browser that can not open even this much tells nothing about our page.
echo '<!DOCTYPE html><title>t</title><p>ready' > "$folder/plain.html"
open_page plain top || { echo "SKIPPED: the browser does not start here"; exit 77; }
grep -q ready "$folder/plain.dom" || { echo "SKIPPED: the browser does not start here"; exit 77; }

for audit in sample hostile empty 10000; do
  "$render" $audit html > "$folder/$audit.html"
  finding=$(grep -o 'id="f-[0-9a-f]*"' "$folder/$audit.html" | head -1 | cut -d'"' -f2)
  open_page $audit "${finding:-top}"
  grep -q 'data-script="ready"' "$folder/$audit.dom" || fail "$audit: the script did not run"
  ! grep -q '<html[^>]*data-hacked' "$folder/$audit.dom" || fail "$audit: text of a name was run"
  [ ! -s "$folder/$audit.console" ] || { cat "$folder/$audit.console"; fail "$audit: the console is not silent"; }
  [ -z "$finding" ] || grep -q "<details class=\"finding\" id=\"$finding\"[^>]* open=\"\"" "$folder/$audit.dom" ||
    fail "$audit: a link to a finding does not open it"
done

# The check itself: markup that was not escaped is seen, and the policy stops it all the same.
sed 's|<main>|<main><img src="x" onerror="document.documentElement.dataset.hacked=1">|' "$folder/sample.html" \
  > "$folder/broken.html"
open_page broken top
[ -s "$folder/broken.console" ] || fail "a violation of the policy went unseen"
! grep -q '<html[^>]*data-hacked' "$folder/broken.dom" || fail "the policy does not stop handlers"
