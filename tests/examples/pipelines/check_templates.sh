# check_templates.sh CHECK SOURCE: the templates of examples/pipelines by those who read them. What a check needs and is
# not installed is said, and the check is skipped. The packages of npm come from tests/run.sh.
set -eu
check=$1
source=$2
templates=$source/examples/pipelines
tests=$source/tests/examples/pipelines

skip() { echo "SKIPPED: $1"; exit 77; }

# node with Debian's packages, of which it needs js-yaml.
need_node() {
  command -v node > /dev/null || skip "node is not installed"
  NODE_PATH="${NODE_PATH:+$NODE_PATH:}/usr/share/nodejs"
  export NODE_PATH
  node -e 'require("js-yaml")' 2> /dev/null || skip "js-yaml is not installed (node-js-yaml)"
}

# against_schema SERVER SCHEMA: the file or folder of the schema has to be there.
against_schema() {
  need_node
  [ -e "$2" ] && [ -d "$tests/node_modules/ajv" ] || skip "no schema of $1; (cd tests/examples/pipelines && npm ci), as tests/run.sh does"
  node "$tests/check_schemas.mjs" "$1" "$templates" "$2"
}

units_are_those_of_systemd() {
  command -v systemd-analyze > /dev/null || skip "systemd-analyze is not installed"
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
}

# Whether Groovy's own parser takes the file; what the words mean is Jenkins' business.
is_groovy() {
  groovy -e 'def unit = new org.codehaus.groovy.control.CompilationUnit()
    unit.addSource(new File(args[0])); unit.compile(org.codehaus.groovy.control.Phases.CONVERSION)' "$1"
}

jenkinsfile_is_groovy() {
  groovy --version > /dev/null 2>&1 || skip "groovy is not installed, or has no Java (groovy, default-jre-headless)"
  is_groovy "$templates/Jenkinsfile"
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  # The check itself: a mistake is seen.
  sed '$d' "$templates/Jenkinsfile" > "$folder/Jenkinsfile"
  if is_groovy "$folder/Jenkinsfile" > /dev/null 2>&1; then echo "groovy saw no mistake in half a file"; exit 1; fi
}

case $check in
  RulesHold) need_node && node "$tests/check_templates.js" "$templates" ;;
  UnitsAreThoseOfSystemd) units_are_those_of_systemd ;;
  GithubAgreesWithItsSchema) against_schema github "$tests/node_modules/@action-validator/core" ;;
  GitlabAgreesWithItsSchema) against_schema gitlab "$tests/node_modules/.gitlab-schema.mjs" ;;
  KubernetesAgreesWithItsSchema)
    need_node
    [ "$(node -p 'Number(process.versions.node.split(".")[0]) >= 20')" = true ] ||
      skip "kubernetes-models needs Node 20 or newer, and this is $(node --version)"
    against_schema kubernetes "$tests/node_modules/kubernetes-models" ;;
  AzureAgreesWithItsSchema)
    # No package has it: it is `service-schema.json` of github.com/microsoft/azure-pipelines-vscode.
    [ -n "${PATROL_AZURE_PIPELINES_SCHEMA:-}" ] || skip "no schema of azure; PATROL_AZURE_PIPELINES_SCHEMA names one"
    against_schema azure "$PATROL_AZURE_PIPELINES_SCHEMA" ;;
  JenkinsfileIsGroovy) jenkinsfile_is_groovy ;;
  *) echo "no such check: $check"; exit 2 ;;
esac
