# The auditor has no words to change anything with: its requests know GET and POST (some reads are asked that way), and
# only the transport names the library's methods: only_reads.sh ROOT.
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
if sources | grep -vxF auditor/azdo/http_transport.cpp | xargs grep -nE '\bmethods::'; then
  complain "methods of HTTP belong into auditor/azdo/http_transport.cpp"
fi
if sources | xargs grep -nE 'enum class Method\b' | grep -v 'enum class Method { get, post };'; then
  complain "requests get and post, nothing else"
fi
exit $wrong
