// The language can say what products ask for: a policy is made of each record of a survey of products' needs, and the
// built program has to load them all. What no API tells becomes `attest`. The survey (integrations.yaml) is named by
// PATROL_SURVEY; skipped where it is not there.
'use strict';

function skip(reason) {
  console.log(`policy_sayable: skipped, ${reason}`);
  process.exit(77);
}

let yaml;
try {
  yaml = require('js-yaml');
} catch (error) {
  skip('install node-js-yaml');
}
const childProcess = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const [root, patrol] = process.argv.slice(2);
const survey = process.env.PATROL_SURVEY || path.resolve(root, '../shared/ado/integrations.yaml');
if (!fs.existsSync(survey)) skip(`no file ${survey}; set PATROL_SURVEY`);

const oauth = 'Third-party application access via OAuth is on in the organization';

// Where the survey's level and words are not those of the language: what a rule says in place of them, or why a person
// has to look. Areas are asked at the root of each project, below which they inherit.
const area = (words) => ({for_each: 'project', require: {permissions: [{area: words}]}});
const repository = (action) => ({
  for_each: 'repository', require: {permissions: [{repository: `Git Repositories/${action}`}]},
});
const hooks = (action) => ({for_each: 'project', require: {permissions: [{service_hooks: `ServiceHooks/${action}`}]}});
const permissions = {
  'Update build information': {
    for_each: 'pipeline', require: {permissions: [{pipeline: 'Build/UpdateBuildInformation'}]},
  },
  'GenericRead': repository('GenericRead'),
  'GenericContribute': repository('GenericContribute'),
  'CreateBranch': repository('CreateBranch'),
  'PullRequestContribute': repository('PullRequestContribute'),
  'EditSubscriptions': hooks('EditSubscriptions'),
  'ViewSubscriptions': hooks('ViewSubscriptions'),
  'DeleteSubscriptions': hooks('DeleteSubscriptions'),
  'View work items': area('View work items in this node'),
  'Create work items': area('Edit work items in this node'),
  'Edit work items': area('Edit work items in this node'),
  'View work items in this node': area('View work items in this node'),
  'Edit work items in this node': area('Edit work items in this node'),
  'Create tag definition': {for_each: 'project', require: {permissions: [{tagging: 'Create tag definition'}]}},
  'View users': 'no namespace has an action of that name',
};

// What must not be granted; what is not here is for a person to look at.
const unwanted = {
  'Stakeholder access level (not sufficient)': {require: {access_level: 'basic'}},
  'Organisation level administrator rights for the bot user (project level is enough)':
      {forbid: {roles: [{organization: 'admin'}]}},
  'Full access': {forbid: {pat_scopes: ['app_token']}},
  'Any write scope': {at_most: {pat_scopes: 'required'}},
  'Full access after setup has finished': {unless: 'setup', forbid: {pat_scopes: ['app_token']}},
};

const attested = new Set();
function attest(statement) {
  attested.add(statement);
  return {require: {attest: statement}};
}

function permissionRule(wanted) {
  const known = permissions[wanted.name];
  if (typeof known === 'string') return attest(`The account has ${wanted.name} (${wanted.level})`);
  if (known) return known;
  if (wanted.level === 'organization') return {require: {permissions: [{organization: wanted.name}]}};
  return {for_each: 'project', require: {permissions: [{project: wanted.name}]}};
}

// What a product takes in place of a group; another word is for a person to look at.
const alternatives = {
  'Organization Owner': () => attest('The account is the owner of the organization').require,
  'Project Administrators in every project': () => ({groups: [{project: 'Project Administrators'}]}),
  'Project Collection Administrators': () => ({groups: [{organization: 'Project Collection Administrators'}]}),
};

// A collection is what Azure DevOps Server calls an organization.
function groupRule(wanted) {
  const group = wanted.level === 'project' ? {project: wanted.name} : {organization: wanted.name};
  const groups = {groups: [group]};
  if (!wanted.alternative_to) return {...(wanted.level === 'project' ? {for_each: 'project'} : {}), require: groups};
  const other = alternatives[wanted.alternative_to];
  if (!other) throw new Error(`unknown alternative_to: ${wanted.alternative_to}`);
  const is_of_projects = wanted.level === 'project' || /every project/.test(wanted.alternative_to);
  return {...(is_of_projects ? {for_each: 'project'} : {}), require: {any_of: [groups, other()]}};
}

// How long a token is to live at the least stands in the guidance alone.
function lifetimeRules(record) {
  if (!/year at the least/.test(record.pat_guidance || '')) return [];
  return [{id: 'pat.lifetime', title: 'The token lives for a year', require: {pat: {min_lifetime_days: 365}}}];
}

// Whatever else a record says is meant for people.
const understood = new Set(['name', 'pat_scopes', 'scope_match', 'groups', 'permissions', 'access_level', 'service_hooks',
  'org_policies', 'all_accessible_organizations', 'notes', 'temporary', 'access_level_alternatives']);

function needOf(word) {
  return word === 'required' ? 'required' : 'recommended';
}

function rulesOf(feature) {
  const rules = [];
  for (const key of Object.keys(feature)) {
    if (!understood.has(key)) throw new Error(`a need that is not looked at: ${key} of ${feature.name}`);
  }
  if (feature.pat_scopes.length > 0) {
    rules.push({require: {pat_scopes: feature.pat_scopes}});
    // Nothing beyond, but for what another feature needs that is switched on too.
    if (feature.scope_match === 'exact') rules.push({at_most: {pat_scopes: 'required'}});
  }
  for (const group of feature.groups) rules.push({need: needOf(group.need), ...groupRule(group)});
  for (const wanted of feature.permissions) rules.push({need: needOf(wanted.need), ...permissionRule(wanted)});
  if (feature.access_level) rules.push({require: {access_level: feature.access_level.toLowerCase()}});
  if (feature.service_hooks) {
    rules.push({for_each: 'project', require: {service_hooks: {events: feature.service_hooks, limited: true}}});
  }
  for (const policy of feature.org_policies || []) rules.push({need: needOf(policy.need), ...attest(oauth)});
  const reach = feature.all_accessible_organizations;
  if (reach) rules.push({need: needOf(reach), require: {pat: {organizations: 'all'}}});
  // A record without any need still speaks of an account.
  if (rules.length === 0) rules.push({require: {account: {active: true}}});
  return rules;
}

function policyOf(record) {
  const features = record.features.map((feature) => feature.name.replace(/[^A-Za-z0-9._-]+/g, '-'));
  const rules = record.features.flatMap((feature, at) =>
      rulesOf(feature).map((rule, i) => ({
        id: `${features[at]}.${i + 1}`,
        title: `${features[at]}, need ${i + 1}`,
        when: features[at],
        ...rule,
      })));
  for (const words of record.do_not_grant || []) {
    rules.push({id: `unwanted.${rules.length}`, title: words, ...(unwanted[words] || attest(`Not granted: ${words}`))});
  }
  rules.push(...lifetimeRules(record));
  const sources = record.sources.map(({title, url}) => ({title, url}));
  return {policy: record.id, title: record.product, sources, features, rules};
}

const document = yaml.load(fs.readFileSync(survey, 'utf8'), {schema: yaml.JSON_SCHEMA});
const records = Array.isArray(document) ? document : document.integrations;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'patrol-sayable-'));
let result;
try {
  for (const record of records) {
    const text = yaml.dump(policyOf(record), {noRefs: true, lineWidth: -1});
    fs.writeFileSync(path.join(folder, `${record.id}.yaml`), text);
  }
  result = childProcess.spawnSync(patrol, ['validate', '--policies', folder], {encoding: 'utf8'});
} finally {
  fs.rmSync(folder, {recursive: true});
}
if (result.error) throw result.error;
process.stdout.write(result.stdout + result.stderr);
console.log(`${records.length} records, of which ${attested.size} needs are for a person to look at:`);
for (const statement of attested) console.log(`  ${statement}`);
if (records.length === 0) process.exit(1);
process.exit(result.status);
