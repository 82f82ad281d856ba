// What each server demands of a template, as far as its documentation says it in a sentence; a published schema or
// parser has the last word where npm's package of it is installed (NODE_PATH): @action-validator/core for GitHub,
// kubernetes-models for Kubernetes.
'use strict';

const assert = require('assert');
const {execFileSync} = require('child_process');
const fs = require('fs');
const path = require('path');
const yaml = require('js-yaml');

const folder = process.argv[2];
const text = (name) => fs.readFileSync(path.join(folder, name), 'utf8');
const read = (name) => yaml.load(text(name)); // refuses keys that stand twice

function optional(name) {
  try {
    return require(name);
  } catch (error) {
    console.log(`SKIPPED: the check by ${name}, which is not installed`);
    return null;
  }
}

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

// https://learn.microsoft.com/azure/devops/pipelines/yaml-schema
function checkAzure(name, pipeline) {
  onlyKeys(pipeline, ['trigger', 'pr', 'schedules', 'resources', 'pool', 'container', 'variables', 'steps'], name);
  for (const [i, step] of pipeline.steps.entries()) {
    const where = `${name}, step ${i + 1}`;
    const kind = exactlyOneOf(step, ['script', 'task', 'publish', 'download', 'checkout'], where);
    onlyKeys(step, [kind, 'displayName', 'condition', 'env', 'inputs', 'artifact'], where);
    if (kind === 'script') isShell(step.script, where);
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
      if (kind === 'run') isShell(step.run, where);
    }
  }
  const validator = optional('@action-validator/core');
  if (validator === null) return;
  const verdict = validator.validateWorkflow(text(name));
  assert.deepStrictEqual(verdict.errors, [], `${name}: ${JSON.stringify(verdict.errors)}`);
}

// https://docs.gitlab.com/ci/yaml
function checkGitlab(name, pipeline) {
  const {stages, ...jobs} = pipeline;
  for (const [id, job] of Object.entries(jobs)) {
    onlyKeys(job, ['stage', 'image', 'extends', 'rules', 'script', 'allow_failure', 'artifacts'], `${name}, ${id}`);
    if (job.extends) assert(job.extends in jobs, `${name}, ${id}: extends nothing`);
    if (job.stage) assert(stages.includes(job.stage), `${name}, ${id}: no such stage`);
    if (id.startsWith('.')) continue;
    for (const line of job.script) isShell(line, `${name}, ${id}`);
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
  const models = optional('kubernetes-models/batch/v1/CronJob');
  if (models !== null) new models.CronJob(job).validate();
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
console.log('ok');
