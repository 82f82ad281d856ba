# The JUnit reports against our schema, and where it is at hand the strict one against that of Jenkins' xUnit plugin.
set -eu
render=$1
source=$2
jenkins=${PATROL_JENKINS_XSD:-$source/../shared/schemas/junit-10.xsd}
[ -f "$jenkins" ] || jenkins=

command -v xmllint >/dev/null || { echo "SKIPPED: xmllint is not installed"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

for audit in sample compared hostile empty 1000 random-1 random-2 random-3; do
  "$render" $audit junit > "$folder/$audit.xml"
  xmllint --noout --schema "$source/reporters/schema/junit.xsd" "$folder/$audit.xml"
  "$render" $audit junit-strict > "$folder/$audit.strict.xml"
  xmllint --noout --schema "$source/reporters/schema/junit.xsd" "$folder/$audit.strict.xml"
  if [ -n "$jenkins" ]; then xmllint --noout --schema "$jenkins" "$folder/$audit.strict.xml"; fi
done
[ -n "$jenkins" ] || echo "not checked: no copy of the schema of Jenkins' xUnit plugin (PATROL_JENKINS_XSD names one)"
