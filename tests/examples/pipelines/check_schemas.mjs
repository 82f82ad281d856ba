// check_schemas.mjs SERVER TEMPLATES SCHEMA: a template by the schema or parser that its server, or somebody for it,
// publishes. Each also shows that it sees a mistake, because a schema that takes everything would be of no use.
import assert from 'assert';
import {readFileSync} from 'fs';
import {createRequire} from 'module';
import {join} from 'path';
import {pathToFileURL} from 'url';

const require = createRequire(import.meta.url);
const Ajv = require('ajv').default;
const yaml = require('js-yaml'); // of Debian, by NODE_PATH
const [server, templates, schema] = process.argv.slice(2);
const text = (name) => readFileSync(join(templates, name), 'utf8');

// A check that gives what is wrong, or nothing. The schemas have words of their editors' own, and patterns that are
// older than Unicode in JavaScript.
function byAjv(schema) {
  const ajv = new Ajv({allErrors: true, strict: false, validateFormats: false, unicodeRegExp: false, logger: false});
  const fits = ajv.compile(schema);
  return (document) => fits(document) ? '' : ajv.errorsText(fits.errors);
}

async function github() {
  const {validateWorkflow} = require(schema);
  const complaints = (workflow) => validateWorkflow(workflow).errors.map((one) => JSON.stringify(one)).join('\n');
  assert.strictEqual(complaints(text('github-actions.yml')), '');
  assert.notStrictEqual(complaints(text('github-actions.yml').replace('runs-on:', 'run-on:')), '');
}

async function gitlab() {
  const complaints = byAjv((await import(pathToFileURL(schema))).schema);
  assert.strictEqual(complaints(yaml.load(text('gitlab-ci.yml'))), '');
  assert.notStrictEqual(complaints(yaml.load(text('gitlab-ci.yml').replace('allow_failure', 'allow_falure'))), '');
}

async function kubernetes() {
  const {CronJob} = await import(pathToFileURL(join(schema, 'batch/v1/CronJob.js')));
  new CronJob(yaml.load(text('kubernetes-cronjob.yaml'))).validate();
  const broken = yaml.load(text('kubernetes-cronjob.yaml').replace('restartPolicy: Never', 'restartPolicy: 3'));
  assert.throws(() => new CronJob(broken).validate());
}

// The schema of Azure Pipelines takes scalars for texts, but for the inputs of tasks, whose other names it has beside
// the first one.
function azureDocument(pipeline, tasks) {
  const document = yaml.load(pipeline, {schema: yaml.FAILSAFE_SCHEMA});
  for (const step of document.steps.filter((one) => one.task)) {
    const task = tasks.find((one) => one.properties.task && new RegExp(one.properties.task.pattern).test(step.task));
    assert(task, `unknown task ${step.task}`);
    const known = task.properties.inputs.properties;
    const inputs = Object.entries(step.inputs).map(([name, value]) => {
      const first = Object.keys(known).find((one) => one === name || (known[one].aliases ?? []).includes(name));
      return [first ?? name, value === 'true' ? true : value];
    });
    step.inputs = Object.fromEntries(inputs);
  }
  return document;
}

async function azure() {
  const published = JSON.parse(readFileSync(schema, 'utf8'));
  const tasks = published.definitions.task.anyOf;
  const complaints = byAjv(published);
  for (const name of ['azure-pipelines-nightly.yml', 'azure-pipelines-pr.yml']) {
    assert.strictEqual(complaints(azureDocument(text(name), tasks)), '', name);
    const broken = text(name).replace('testRunTitle', 'testRunTitel');
    assert.notStrictEqual(complaints(azureDocument(broken, tasks)), '', name);
  }
}

await {github, gitlab, kubernetes, azure}[server]();
