'use strict';
// Every answer of the emulator, held against Microsoft's specification:
//   node contract_test.js PROGRAM
// The specifications (MicrosoftDocs/vsts-rest-api-specs) are in the folder PATROL_SPECS.

const fs = require('fs');
const path = require('path');

const SKIPPED = 77;
const SOURCE = path.resolve(__dirname, '../../..');
const SPECS = process.env.PATROL_SPECS || path.resolve(SOURCE, '../shared/ado/specs');

function skip(reason) {
  console.log(`SKIPPED emulator.contract: ${reason}`);
  process.exit(SKIPPED);
}

if (!fs.existsSync(SPECS)) skip(`no folder ${SPECS}; set PATROL_SPECS`);
try {
  require.resolve('ajv');
} catch {
  skip('no ajv; install the Debian package node-ajv');
}

const {load} = require('./contract_spec.js');
const {RunningEmulator} = require('./contract_emulator.js');

const ORGANIZATION = path.join(SOURCE, 'examples/contoso/organization.yaml');
const TOKEN = 'contoso-auditor-demo-token';
const NARROW_TOKEN = 'contoso-flow-demo-token';
const DEAD_TOKEN = 'contoso-expired-demo-token';

const specifications = load(SPECS);
const failures = [];
let checks = 0;

function check(holds, what) {
  ++checks;
  if (!holds) failures.push(what);
}

/** The schema of what the endpoint gives, with the specification that has it. */
function declared(method, target) {
  const segments = decodeURIComponent(target.split('?')[0]).split('/').filter(Boolean).slice(2);
  // The list of all namespaces is the single one's path with its id left out.
  if (segments.join('/') === '_apis/securitynamespaces') segments.push('id');
  for (const specification of specifications) {
    const operation = specification.operation(method, segments);
    if (operation) return {specification, schema: (operation.responses['200'] || {}).schema};
  }
  return undefined;
}

// Collections come as {count, value} although the specification says array (API.md 1.4); so does subjectlookup's map.
function inside(schema, body, name) {
  const list = schema.type === 'array' || schema.additionalProperties;
  if (!list) return body;
  check(Object.keys(body).sort().join() === 'count,value', `${name}: no envelope of count and value`);
  check(body.count === Object.keys(body.value || {}).length, `${name}: count is not the number of values`);
  return body.value;
}

const SUBJECT_TYPES = {user: 'GraphUser', group: 'GraphGroup', servicePrincipal: 'GraphServicePrincipal'};

/** Graph's look-ups declare the base type and send the whole subject. */
function narrowed(schema, value) {
  const text = JSON.stringify(schema);
  if (!text.includes('#/definitions/GraphSubject"')) return [[schema, value]];
  return Object.values(value).map(subject => [{$ref: `#/definitions/${SUBJECT_TYPES[subject.subjectKind]}`}, subject]);
}

function checkBody(method, target, body) {
  const name = `${method} ${target}`;
  const found = declared(method, target);
  check(found !== undefined, `${name}: in no specification`);
  if (!found || !found.schema) return;
  let value = inside(found.schema, body, name);
  // Batches of identities have null for what is unknown (API.md 10, 8).
  if (Array.isArray(value)) value = value.filter(entry => entry !== null);
  for (const [schema, part] of narrowed(found.schema, value))
    for (const problem of found.specification.problems(schema, part)) check(false, `${name}: ${problem}`);
  check(true, name);
}

/** A check that lets everything through would be worth nothing. */
function checkStrictness() {
  const {specification, schema} = declared('GET', '/dev.azure.com/contoso/_apis/projects');
  const project = {id: '00000000-0000-0000-0000-000000000001', name: 'x', state: 'wellFormed'};
  check(specification.problems(schema, [project]).length === 0, 'a good project is refused');
  for (const spoiled of [{extra: 1}, {id: 'x'}, {name: 7}, {name: null}, {state: 'odd'}])
    check(specification.problems(schema, [{...project, ...spoiled}]).length > 0, `${JSON.stringify(spoiled)} is let through`);
}

async function walk(emulator) {
  /** A request that has to succeed and fit. */
  const read = async (target, {method = 'GET', body, specified = true} = {}) => {
    const answer = await emulator.request(method, target, {token: TOKEN, body});
    check(answer.status === 200, `${method} ${target}: ${answer.status} ${answer.text.slice(0, 200)}`);
    check(/^application\/json; charset=utf-8; api-version=7\.1/.test(answer.headers['content-type'] || ''),
      `${method} ${target}: content type ${answer.headers['content-type']}`);
    for (const header of ['activityid', 'x-vss-e2eid', 'x-vss-userdata', 'x-tfs-session'])
      check(answer.headers[header], `${method} ${target}: no header ${header}`);
    const json = JSON.parse(answer.text);
    if (specified) checkBody(method, target, json);
    return {json, headers: answer.headers};
  };
  /** All pages of a list, by header or by body. */
  const readPages = async target => {
    const values = [];
    const seen = new Set();
    let token;
    do {
      const more = token ? `&continuationToken=${encodeURIComponent(token)}` : '';
      const {json, headers} = await read(target + more);
      values.push(...(json.value || json.members));
      token = headers['x-ms-continuationtoken'] || json.continuationToken;
      check(!seen.has(token), `${target}: the token ${token} came twice`);
      seen.add(token);
    } while (token && values.length < 10000);
    return values;
  };

  const dev = '/dev.azure.com/contoso/_apis';
  const vssps = '/vssps.dev.azure.com/contoso/_apis';
  const vsaex = '/vsaex.dev.azure.com/contoso/_apis';
  const preview = 'api-version=7.1-preview.1';
  const version = 'api-version=7.1';

  // connectionData is in no specification; its shape is in API.md 3.1.
  const {json: me} = await read(`${dev}/connectionData?${preview}`, {specified: false});
  check(me.deploymentType === 'hosted' && me.authenticatedUser.id === me.authorizedUser.id && me.instanceId,
    'connectionData: wrong shape');

  const projects = await readPages(`${dev}/projects?${version}`);
  check(projects.length === 3, `projects: ${projects.length}, not 3`);
  await read(`${dev}/projects/${projects[0].id}?includeCapabilities=true&${version}`);
  await read(`${dev}/projects/${encodeURIComponent(projects[0].name)}?${version}`);

  const users = await readPages(`${vssps}/graph/users?${preview}`);
  const groups = await readPages(`${vssps}/graph/groups?${preview}`);
  const principals = await readPages(`${vssps}/graph/serviceprincipals?${preview}`);
  check(new Set(users.map(u => u.descriptor)).size === users.length && users.length > 15, 'users: doubles or too few');
  check(principals.length === 2, 'service principals: not 2');
  const {json: scope} = await read(`${vssps}/graph/descriptors/${projects[0].id}?${version}`);
  const inProject = await readPages(`${vssps}/graph/groups?scopeDescriptor=${scope.value}&${preview}`);
  check(inProject.length === 6, `groups of a project: ${inProject.length}, not 6`);
  const onlyEntra = await readPages(`${vssps}/graph/groups?subjectTypes=aadgp&${preview}`);
  check(onlyEntra.length === 1, 'Entra groups: not 1');

  for (const user of [users[0], users[users.length - 1]]) {
    await read(`${vssps}/graph/users/${user.descriptor}?${preview}`);
    await read(`${vssps}/graph/memberships/${user.descriptor}?${preview}`);
    await read(`${vssps}/graph/membershipstates/${user.descriptor}?${preview}`);
    const {json: key} = await read(`${vssps}/graph/storagekeys/${user.descriptor}?${version}`);
    await read(`${vssps}/graph/descriptors/${key.value}?${version}`);
  }
  await read(`${vssps}/graph/serviceprincipals/${principals[0].descriptor}?${preview}`);
  await read(`${vssps}/graph/groups/${groups[0].descriptor}?${preview}`);
  const readers = inProject.find(group => group.displayName === 'Readers');
  const {json: down} = await read(`${vssps}/graph/memberships/${readers.descriptor}?direction=down&${preview}`);
  const {memberDescriptor, containerDescriptor} = down.value[0];
  await read(`${vssps}/graph/memberships/${memberDescriptor}/${containerDescriptor}?${preview}`);
  for (const [container, status] of [[containerDescriptor, 200], [groups[0].descriptor, 404]]) {
    const head = await emulator.request('HEAD', `${vssps}/graph/memberships/${memberDescriptor}/${container}?${preview}`,
      {token: TOKEN});
    check(head.status === status && head.text === '', `HEAD memberships: ${head.status}, not ${status}`);
  }
  const lookupKeys = [...users, ...groups, ...principals].map(({descriptor}) => ({descriptor}));
  await read(`${vssps}/graph/subjectlookup?${preview}`, {method: 'POST', body: JSON.stringify({lookupKeys})});
  await read(`${vssps}/graph/subjectquery?${preview}`,
    {method: 'POST', body: JSON.stringify({query: 'svc', subjectKind: ['User']})});

  const search = `${vssps}/identities?searchFilter=General&filterValue=svc-flow@contoso.com`;
  for (const membership of ['None', 'Direct', 'Expanded', 'ExpandedUp', 'ExpandedDown'])
    await read(`${search}&queryMembership=${membership}&${version}`);
  const {json: found} = await read(`${search}&${version}`);
  check(found.count === 2 && found.value.filter(i => i.isActive).length === 1, 'search: not one living and one dead');
  const living = found.value.find(i => i.isActive);
  const {json: batch} = await read(`${vssps}/identities?identityIds=${living.id},${projects[0].id}&${version}`);
  check(batch.value[0].id === living.id && batch.value[1] === null, 'batch: order or null is missing');
  await read(`${vssps}/identities?descriptors=${encodeURIComponent(living.descriptor)}&${version}`);
  await read(`${vssps}/identities?subjectDescriptors=${groups.map(g => g.descriptor).join()}&queryMembership=Direct&${version}`);

  const {json: namespaces} = await read(`${dev}/securitynamespaces?${version}`);
  check(namespaces.count === 61, `namespaces: ${namespaces.count}, not 61`);
  for (const {namespaceId} of namespaces.value)
    for (const query of ['', 'includeExtendedInfo=true&',
      `includeExtendedInfo=true&descriptors=${encodeURIComponent(living.descriptor)}&`])
      await read(`${dev}/accesscontrollists/${namespaceId}?${query}${version}`);
  const collection = namespaces.value.find(n => n.name === 'Collection').namespaceId;
  await read(`${dev}/securitynamespaces/${collection}?${version}`);
  await read(`${dev}/accesscontrollists/${collection}?token=NAMESPACE%3A&recurse=true&${version}`);
  await read(`${dev}/permissions/${collection}/1?tokens=NAMESPACE%3A&${version}`);
  await read(`${dev}/security/permissionevaluationbatch?${version}`, {method: 'POST',
    body: JSON.stringify({evaluations: [{securityNamespaceId: collection, token: 'NAMESPACE:', permissions: 1}]})});

  for (const isPublic of ['false', 'true'])
    await readPages(`${vssps}/tokenadmin/personalaccesstokens/${living.subjectDescriptor}?isPublic=${isPublic}&pageSize=1&${version}`);
  const entitlements = await readPages(`${vsaex}/userentitlements?select=Projects&${version}`);
  check(entitlements.length > 15, 'entitlements: too few');
  await read(`${vsaex}/userentitlements/${living.id}?${version}`);
  const {json: principalKey} = await read(`${vssps}/graph/storagekeys/${principals[0].descriptor}?${version}`);
  await read(`${vsaex}/serviceprincipalentitlements/${principalKey.value}?${preview}`);

  // vso.work, which the auditor's token holds, opens hooks (API.md 3.10).
  const {json: hooks} = await read(`${dev}/hooks/subscriptions?${version}`);
  check(hooks.count === 3, `hooks: ${hooks.count}, not 3`);
  await read(`${dev}/hooks/subscriptions/${hooks.value[0].id}?${version}`);

  const roles = `${dev}/securityroles/scopes/distributedtask`;
  const {json: ofAll} = await read(`${roles}.globalagentpoolrole/roleassignments/resources/0?${preview}`);
  const {json: ofOne} = await read(`${roles}.agentpoolrole/roleassignments/resources/1?${preview}`);
  check(ofAll.value.map(r => r.access).join() === 'assigned', 'roles of all pools: not one, assigned');
  check(ofOne.value.map(r => r.access).join() === 'assigned,inherited', 'roles of a pool: not one of each');
  const {json: nothing} = await read(`${roles}.agentpoolrole/roleassignments/resources/999?${preview}`);
  check(nothing.count === 0, 'roles of no pool: there are some');

  await read(`${dev}/wit/fields?${version}`, {specified: false});
  const areas = `/dev.azure.com/contoso/${projects[0].id}/_apis/wit/classificationnodes/areas?${version}`;
  await read(areas, {specified: false});
}

async function checkRefusals(emulator) {
  const dev = '/dev.azure.com/contoso/_apis';
  const suppress = {'X-TFS-FedAuthRedirect': 'Suppress'};
  const projects = `${dev}/projects?api-version=7.1`;
  // What is sent, the status, and whether the body is JSON, HTML or empty (API.md 2.2).
  const cases = [
    ['an unknown token', projects, {token: 'nonsense'}, 203, 'html'],
    ['an unknown token of a browser', projects, {token: 'nonsense', headers: {Accept: 'text/html'}}, 302, 'html'],
    ['an unknown token, suppressed', projects, {token: 'nonsense', headers: suppress}, 401, 'empty'],
    ['no token, suppressed', projects, {headers: suppress}, 401, 'empty'],
    ['another organization', projects.replace('contoso', 'elsewhere'), {token: TOKEN, headers: suppress}, 401, 'empty'],
    ['an expired token', projects, {token: DEAD_TOKEN}, 401, 'json'],
    ['too narrow a token', `${dev}/securitynamespaces?api-version=7.1`, {token: NARROW_TOKEN}, 401, 'empty'],
    ['a route that is not there', `${dev}/nowhere?api-version=7.1`, {token: TOKEN}, 404, 'plain'],
    ['no version', `${dev}/projects`, {token: TOKEN}, 400, 'json'],
    ['a released version of a preview', `${dev}/connectionData?api-version=7.1`, {token: TOKEN}, 400, 'json'],
  ];
  for (const [what, target, options, status, kind] of cases) {
    const answer = await emulator.request('GET', target, options);
    check(answer.status === status, `${what}: ${answer.status}, not ${status}`);
    const type = answer.headers['content-type'] || '';
    const fits = {
      html: () => type.startsWith('text/html') && answer.text.includes('<html'),
      plain: () => type.startsWith('text/plain'),
      empty: () => answer.text === '' && answer.headers['content-length'] === '0',
      json: () => ['$id', 'message', 'typeName', 'typeKey', 'errorCode', 'eventId'].every(k => k in JSON.parse(answer.text)),
    }[kind]();
    check(fits, `${what}: the body is not ${kind}`);
    if (status === 401) check(answer.headers['www-authenticate'], `${what}: no WWW-Authenticate`);
  }
}

/** Many requests that each wait must wait together. */
async function checkOverlap(program) {
  const emulator = await RunningEmulator.start(program, ORGANIZATION, '--latency', '200');
  const target = '/dev.azure.com/contoso/_apis/projects?api-version=7.1';
  await Promise.all(Array.from({length: 40}, () => emulator.request('GET', target, {token: TOKEN})));
  const statistics = JSON.parse((await emulator.request('GET', '/emulator/stats')).text);
  check(statistics.most_in_flight >= 32, `only ${statistics.most_in_flight} requests were in flight`);
  check(await emulator.stop() === 0, 'did not stop cleanly');
}

async function checkDroppedConnections(program) {
  for (const answer of ['drop', 'cut-off']) {
    const emulator = await RunningEmulator.start(program, ORGANIZATION, '--fault', `path: projects, answer: ${answer}`);
    const broken = await emulator.request('GET', '/dev.azure.com/contoso/_apis/projects?api-version=7.1', {token: TOKEN})
      .then(() => false, () => true);
    check(broken, `${answer}: the connection did not end`);
    check(await emulator.stop() === 0, `${answer}: did not stop cleanly`);
  }
}

async function main(program) {
  checkStrictness();
  const emulator = await RunningEmulator.start(program, ORGANIZATION, '--page-size', '7');
  await walk(emulator);
  await checkRefusals(emulator);
  const statistics = JSON.parse((await emulator.request('GET', '/emulator/stats')).text);
  check(statistics.writes === 0, `${statistics.writes} writes were counted`);
  await emulator.request('PATCH', '/dev.azure.com/contoso/_apis/projects/x?api-version=7.1', {token: TOKEN});
  check(JSON.parse((await emulator.request('GET', '/emulator/stats')).text).writes === 1, 'a PATCH is no write');
  check(await emulator.stop() === 0, 'did not stop cleanly');
  await checkOverlap(program);
  await checkDroppedConnections(program);
}

main(process.argv[2]).catch(error => failures.push(error.stack)).finally(() => {
  for (const failure of failures.slice(0, 40)) console.log(`FAILED ${failure}`);
  console.log(`emulator.contract: ${checks} checks, ${failures.length} failed`);
  process.exit(failures.length === 0 ? 0 : 1);
});
