// Holds policies/schema/*.json to the loader: what loads is valid, and what does not load is not, but for the files
// that say `# schema: accepts` (mistakes that a schema can not see).
'use strict';

let Ajv;
let yaml;
try {
  Ajv = require('ajv');
  yaml = require('js-yaml');
} catch (error) {
  console.log('policy_schema: skipped, install node-ajv and node-js-yaml');
  process.exit(77);
}
const fs = require('fs');
const path = require('path');

const root = process.argv[2];
const ajv = new Ajv({allErrors: true});
const kinds = ['policy', 'integration', 'tests', 'waivers'];
for (const kind of kinds) {
  const name = `${kind}.schema.json`;  // by which one refers to another
  ajv.addSchema(JSON.parse(fs.readFileSync(path.join(root, 'policies/schema', name), 'utf8')), name);
}
const schemas = Object.fromEntries(kinds.map((kind) => [kind, ajv.getSchema(`${kind}.schema.json`)]));

// Why a text is refused, or nothing where it is valid. The JSON schema of YAML is what editors use: it leaves dates
// as texts.
function refusal(kind, text) {
  let document;
  try {
    document = yaml.load(text, {schema: yaml.JSON_SCHEMA});
  } catch (error) {
    return error.message;
  }
  return schemas[kind](document) ? null : ajv.errorsText(schemas[kind].errors);
}

function filesIn(folder) {
  const whole = path.join(root, folder);
  return fs.readdirSync(whole).filter((name) => name.endsWith('.yaml')).sort().map((name) => path.join(whole, name));
}

let failures = 0;
let checked = 0;
function check(file, kind, isValid) {
  const text = fs.readFileSync(file, 'utf8');
  const why = refusal(kind, text);
  const isWanted = isValid || text.startsWith('# schema: accepts\n');
  ++checked;
  if (isWanted === (why === null)) return;
  ++failures;
  console.log(`${path.relative(root, file)}: ${why === null ? 'the schema accepts it, the loader does not' : why}`);
}

for (const [folder, isValid] of [['good', true], ['bad', false]]) {
  for (const file of filesIn(path.join('tests/fixtures/policy', folder))) {
    check(file, path.basename(file).split('-')[0], isValid);
  }
}
for (const [folder, isValid] of [['good', true], ['bad', false]]) {
  for (const file of filesIn(path.join('tests/fixtures/cases', folder))) check(file, 'tests', isValid);
}
for (const file of filesIn('policies')) check(file, file.endsWith('.tests.yaml') ? 'tests' : 'policy', true);

console.log(`${checked} files checked, ${failures} failures`);
process.exit(failures === 0 && checked > 50 ? 0 : 1);
