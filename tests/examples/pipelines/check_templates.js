// What each server demands of a template, as far as its documentation says it in a sentence, and what every template has
// to do. check_schemas.mjs holds them to the schemas that are published.
'use strict';

const assert = require('assert');
const {execFileSync} = require('child_process');
const fs = require('fs');
const path = require('path');
const yaml = require('js-yaml');

const folder = process.argv[2];
const text = (name) => fs.readFileSync(path.join(folder, name), 'utf8');
const read = (name) => yaml.load(text(name)); // refuses keys that stand twice

function onlyKeys(thing, keys, where) {
  for (const key of Object.keys(thing)) assert(keys.includes(key), `${where}: unknown key ${key}`);
}

function exactlyOneOf(thing, keys, where) {
  const found = keys.filter((key) => key in thing);
  assert.strictEqual(found.length, 1, `${where}: one of ${keys.join(', ')} is needed`);
  return found[0];
}

// Scripts must at least be shell; what the server fills in first stands for a word.
function isShell(script, where) {
  const filled = script.replace(/\$\{\{.*?\}\}|\$\([A-Za-z.]+\)/g, 'word');
  try {
    execFileSync('sh', ['-n'], {input: filled, stdio: ['pipe', 'ignore', 'pipe']});
  } catch (error) {
    assert.fail(`${where}: ${error.stderr}`);
  }
}

// A collection that lacks something is decided all the same: what is missing is inconclusive.
function decidesWhatWasRead(script, where) {
  if (!/patrol collect/.test(script)) return;
  assert(/patrol collect[^|]*\|\|\s*\[ \$\? -eq 2 \]/.test(script), `${where}: an unreadable organization stops all`);
}

// https://learn.microsoft.com/azure/devops/pipelines/yaml-schema
function checkAzure(name, pipeline) {
  onlyKeys(pipeline, ['trigger', 'pr', 'schedules', 'resources', 'pool', 'container', 'variables', 'steps'], name);
  for (const [i, step] of pipeline.steps.entries()) {
    const where = `${name}, step ${i + 1}`;
    const kind = exactlyOneOf(step, ['script', 'task', 'publish', 'download', 'checkout'], where);
    onlyKeys(step, [kind, 'displayName', 'condition', 'env', 'inputs', 'artifact', 'fetchDepth'], where);
    if (kind !== 'script') continue;
    isShell(step.script, where);
    decidesWhatWasRead(step.script, where);
  }
  for (const {inputs} of pipeline.steps.filter((step) => step.task === 'DownloadPipelineArtifact@2')) {
    assert.deepStrictEqual([inputs.buildType, inputs.runVersion], ['specific', 'latestFromBranch'], name);
    assert(inputs.allowFailedBuilds && inputs.allowPartiallySucceededBuilds, `${name}: a red night would be passed over`);
  }
  const results = pipeline.steps.filter((step) => step.task === 'PublishTestResults@2');
  assert.strictEqual(results.length, 1, `${name}: the verdicts are not published`);
  assert.strictEqual(results[0].condition, 'succeededOrFailed()', `${name}: failures are not published`);
  assert.strictEqual(results[0].inputs.failTaskOnMissingResultsFile, true, `${name}: missing results would pass`);
}

// https://docs.github.com/actions/reference/workflow-syntax-for-github-actions
function checkGithub(name, workflow) {
  onlyKeys(workflow, ['name', 'on', 'permissions', 'jobs'], name);
  for (const [id, job] of Object.entries(workflow.jobs)) {
    onlyKeys(job, ['if', 'runs-on', 'container', 'permissions', 'steps'], `${name}, ${id}`);
    assert(job['runs-on'], `${name}, ${id}: runs-on is missing`);
    for (const [i, step] of job.steps.entries()) {
      const where = `${name}, ${id}, step ${i + 1}`;
      const kind = exactlyOneOf(step, ['uses', 'run'], where);
      onlyKeys(step, [kind, 'name', 'id', 'if', 'with', 'env', 'shell'], where);
      if (kind !== 'run') continue;
      isShell(step.run, where);
      decidesWhatWasRead(step.run, where);
    }
    const uploads = job.steps.some((step) => step.uses?.startsWith('github/codeql-action/upload-sarif@'));
    if (uploads) assert.strictEqual(job.permissions.actions, 'read', `${name}, ${id}: a private repository refuses alerts`);
  }
}

// The script that finds the last night, on repositories as the service would list them.
async function findsTheLastNight(name, workflow) {
  const {script} = workflow.jobs.gate.steps.find((step) => step.id === 'night').with;
  const AsyncFunction = (async () => {}).constructor;
  const find = new AsyncFunction('github', 'context', 'core', script);
  const artifact = (run, day, more = {}) => ({
    expired: false, created_at: `2026-11-${day}T02:00:00Z`,
    workflow_run: {id: run, head_branch: 'main', head_repository_id: 7, ...more.run}, ...more});
  const context = {repo: {owner: 'o', repo: 'r'}, payload: {repository: {default_branch: 'main', id: 7}}};
  const run = async (artifacts) => {
    const failures = [];
    const github = {rest: {actions: {listArtifactsForRepo: async () => ({data: {artifacts}})}}};
    const found = await find(github, context, {setFailed: (text) => failures.push(text)});
    return failures.length > 0 ? failures.join() : found;
  };
  assert.strictEqual(await run([artifact(1, '20'), artifact(3, '22'), artifact(2, '21')]), 3);
  const foreign = [artifact(4, '23', {run: {head_branch: 'evil'}}), artifact(5, '23', {run: {head_repository_id: 8}})];
  assert.strictEqual(await run([...foreign, artifact(6, '24', {expired: true}), artifact(1, '20')]), 1);
  assert.match(await run(foreign), /start this workflow by hand/, `${name}: before the first night`);
}

// https://docs.gitlab.com/ci/yaml
function checkGitlab(name, pipeline) {
  // It is to be included: stages and defaults are those of who includes it.
  for (const [id, job] of Object.entries(pipeline)) {
    const known = ['image', 'extends', 'variables', 'rules', 'script', 'allow_failure', 'artifacts'];
    assert(/^\.?patrol/.test(id), `${name}, ${id}: might be the name of another job`);
    onlyKeys(job, known, `${name}, ${id}`);
    if (job.extends) assert(job.extends in pipeline, `${name}, ${id}: extends nothing`);
    if (id.startsWith('.')) continue;
    for (const line of job.script) {
      isShell(line, `${name}, ${id}`);
      decidesWhatWasRead(line, `${name}, ${id}`);
    }
    assert.strictEqual(job.artifacts.when, 'always', `${name}, ${id}: failures are not published`);
    assert(job.artifacts.reports.junit, `${name}, ${id}: the verdicts are not published`);
  }
}

// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/cron-job-v1
function checkKubernetes(name, job) {
  assert.strictEqual(`${job.apiVersion} ${job.kind}`, 'batch/v1 CronJob');
  const pod = job.spec.jobTemplate.spec.template.spec;
  assert(['Never', 'OnFailure'].includes(pod.restartPolicy), `${name}: restartPolicy`);
  const volumes = pod.volumes.map((volume) => volume.name);
  for (const container of pod.containers) {
    assert(container.args.every((argument) => typeof argument === 'string'), `${name}: an argument is no text`);
    for (const mount of container.volumeMounts) assert(volumes.includes(mount.name), `${name}: ${mount.name}`);
  }
}

const checks = {
  'azure-pipelines-nightly.yml': checkAzure,
  'azure-pipelines-pr.yml': checkAzure,
  'github-actions.yml': checkGithub,
  'gitlab-ci.yml': checkGitlab,
  'kubernetes-cronjob.yaml': checkKubernetes,
};
for (const name of fs.readdirSync(folder).filter((each) => /\.ya?ml$/.test(each))) {
  assert(checks[name], `${name}: nobody checks it`);
  checks[name](name, read(name));
}
// The check itself: a mistake is seen.
assert.throws(() => checkAzure('broken', {steps: [{script: 'if', task: 'x'}]}), /one of script/);
assert.throws(() => checkAzure('broken', {steps: [{script: 'if true'}]}), /Syntax error/);
assert.throws(() => decidesWhatWasRead('patrol collect --output x', 'broken'), /stops all/);
findsTheLastNight('github-actions.yml', read('github-actions.yml')).then(() => console.log('ok'));
