# The conventions against a small tree: it passes as it is, and fails with each of the faults below.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
wrong=0

# file PATH LINE...: writes that file of the tree.
file() {
  mkdir -p "$tree/$(dirname "$1")"
  name=$1
  shift
  printf '%s\n' "$@" > "$tree/$name"
}

sound_tree() {
  rm -rf "${tree:?}"/*
  mkdir -p "$tree/examples/emulator" "$tree/policies"
  file auditor/CMakeLists.txt 'add_library(all model/word.cpp facts/fact.cpp azdo/transport.cpp)'
  file auditor/model/word.h '#pragma once' '#include <string>'
  file auditor/model/word.cpp '#include "auditor/model/word.h"' 'Word(const Word&) = delete;'
  file auditor/facts/fact.h '#pragma once' '#include "auditor/model/word.h"'
  file auditor/facts/fact.cpp '#include "auditor/facts/fact.h"' '#include <vector>'
  file auditor/azdo/transport.h '#pragma once' '  enum class Method { get, post };'
  file auditor/azdo/transport.cpp '#include "auditor/azdo/transport.h"' '#include <openssl/ssl.h>'
  file reporters/CMakeLists.txt 'add_library(reporters json.cpp)'
  file reporters/json.cpp '#include "auditor/model/word.h"' '#include <nlohmann/json.hpp>'
  file tests/CMakeLists.txt 'add_executable(t auditor/model/word_test.cpp auditor/facts/fact_test.cpp)'
  file tests/auditor/model/word_test.cpp '#include "auditor/model/word.h"'
  file tests/auditor/facts/fact_test.cpp '#include "auditor/facts/fact.h"'
  file tests/node_modules/theirs.js '// TO''DO: of others'
  file tested_elsewhere.txt '# why' 'auditor/azdo/transport.cpp: by a server' 'reporters/json.cpp: by golden files'
}

# run CONVENTION: its exit code; what it prints goes to $said.
run() {
  status=0
  said=$(sh "$here/$1.sh" "$tree" "$tree/tested_elsewhere.txt" 2>&1) || status=$?
}

# refuses CONVENTION PHRASE: after the fault that was just made; the tree is sound again afterwards.
refuses() {
  run "$1"
  case $status:$said in
    0:*) echo "$1 let this pass: $2"; wrong=1 ;;
    *"$2"*) ;;
    *) echo "$1 failed, but did not say \`$2\`: $said"; wrong=1 ;;
  esac
  sound_tree
}

sound_tree
for convention in built finished headers layers mirrored_tests only_reads; do
  run $convention
  if [ "$status:$said" != 0: ]; then echo "$convention refused a sound tree: $said"; wrong=1; fi
done

file auditor/model/word.h '#pragma once' '#include "auditor/facts/fact.h"'
refuses layers 'auditor/model may not include auditor/facts'
file auditor/facts/fact.cpp '#include "auditor/azdo/transport.h"'
refuses layers 'auditor/facts may not include auditor/azdo'
file reporters/json.cpp '  #  include  "auditor/policy/loader.h"'
refuses layers 'reporters may not include auditor/policy'
file auditor/model/word.h '#pragma once' '#include <fmt/format.h>'
refuses layers 'the model uses the standard library only'
file auditor/facts/fact.cpp '#include <yaml-cpp/yaml.h>'
refuses layers 'may include yaml-cpp'
file auditor/azdo/transport.cpp '#include <cpprest/http_client.h>'
refuses layers 'may include cpprest'
file reporters/json.cpp '#include <boost/program_options.hpp>'
refuses layers 'may include boost'
file auditor/fresh/new.cpp '#include <string>'
refuses layers 'does not know auditor/fresh'

file auditor/model/word.h '#include <string>'
refuses headers 'no #pragma once'
file auditor/facts/fact.h '#pragma once' 'using namespace std;'
refuses headers 'using namespace std;'

file auditor/facts/other.cpp ''
refuses mirrored_tests 'auditor/facts/other.cpp: no tests/auditor/facts/other_test.cpp'
file tests/reporters/json_test.cpp ''
refuses mirrored_tests 'reporters/json.cpp has a test: take it off'
file tested_elsewhere.txt 'auditor/azdo/transport.cpp: by a server' 'reporters/json.cpp: '
refuses mirrored_tests 'reporters/json.cpp: no tests/reporters/json_test.cpp'
rm "$tree/reporters/json.cpp"
refuses mirrored_tests 'is no file'

file auditor/facts/unbuilt.cpp ''
refuses built 'auditor/facts/unbuilt.cpp: in no CMakeLists.txt'
file tests/CMakeLists.txt '# auditor/model/word_test.cpp auditor/facts/fact_test.cpp'
refuses built 'tests/auditor/model/word_test.cpp: in no CMakeLists.txt'
file auditor/facts/lonely.h '#pragma once'
refuses built 'auditor/facts/lonely.h: included by nobody'

file auditor/azdo/transport.cpp '#include "auditor/azdo/transport.h"' 'send("DELETE");'
refuses only_reads 'a verb that writes'
file auditor/azdo/http.cpp 'http_request message(methods::PUT);'
refuses only_reads 'a verb that writes'
file auditor/facts/fact.cpp '#include "auditor/facts/fact.h"' 'web::http::methods::GET'
refuses only_reads 'belong into'
file auditor/azdo/transport.h '#pragma once' 'enum class Method { get, post, patch };'
refuses only_reads 'nothing else'
file auditor/facts/fact.cpp '#include "auditor/facts/fact.h"' 'post("application/x-www-form-urlencoded");'
refuses only_reads 'posts forms'
file auditor/azdo/entra.cpp 'post("application/x-www-form-urlencoded", "https://dev.azure.com/");'
refuses only_reads "own addresses"

file auditor/facts/fact.cpp '#include "auditor/facts/fact.h"' "// TO""DO: later"
refuses finished 'finish it'
file tests/auditor/model/word_test.cpp "TEST(Word, DISA""BLED_Reads) {"
refuses finished 'finish it'

exit $wrong
