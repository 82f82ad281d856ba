# The auditor has no words to change anything with: its requests know GET and POST (some reads are asked that way), and
# only one file names the library's methods. Signing in is the one POST that is no read: it goes to Entra, is told by the
# media type of its form, and the file that sends it knows no address of Azure DevOps: only_reads.sh ROOT.
set -eu
cd "$1"

wrong=0
complain() {
  echo "$1"
  wrong=1
}
sources() { find auditor \( -name '*.h' -o -name '*.cpp' \) -print | sort; }

if sources | xargs grep -nE '"(PUT|PATCH|DELETE|MERGE)"|methods::(PUT|PATCH|DEL|MERGE|OPTIONS)\b'; then
  complain "a verb that writes"
fi
if sources | grep -vxF auditor/azdo/http.cpp | xargs grep -nE '\bmethods::'; then
  complain "methods of HTTP belong into auditor/azdo/http.cpp"
fi
if sources | xargs grep -nE 'enum class Method\b' | grep -v 'enum class Method { get, post };'; then
  complain "requests get and post, nothing else"
fi
if sources | grep -vxF auditor/azdo/entra.cpp | xargs grep -n 'x-www-form-urlencoded'; then
  complain "only auditor/azdo/entra.cpp posts forms, to sign in"
fi
if [ -f auditor/azdo/entra.cpp ] && grep -nE 'dev\.azure|visualstudio\.com|Transport\b|endpoint\.h' auditor/azdo/entra.cpp; then
  complain "signing in knows nothing of Azure DevOps' own addresses"
fi
exit $wrong
