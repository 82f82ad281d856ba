'use strict';
// Microsoft's OpenAPI 2.0 files as strict JSON Schemas: a member that no definition names is an error.
//
// The files describe .NET types, not always what the service sends. Each difference that API.md records is one
// line below; everything else has to fit.

const fs = require('fs');
const path = require('path');
const Ajv = require('ajv');

// Members that the live service sends and no definition has (API.md 3.9).
const EXTRA_MEMBERS = {
  EntitlementBase: {extensions: {type: 'array'}},
  PagedUserEntitlementsList: {members: {type: 'array', items: {$ref: '#/definitions/UserEntitlement'}}},
  AccessLevel: {gitHubLicenseType: {type: 'string'}},
};

// Values beyond an enumeration (API.md 3.2).
const EXTRA_VALUES = {visibility: ['organization']};

// Members that may be null though their type does not say so (API.md 3.3 and 3.7).
const NULLABLE = new Set(['mailAddress', 'displayName', 'targetAccounts', 'token', 'alternateToken', 'publicData',
  'source', 'continuationToken']);

// Definitions that are something else on the wire: descriptors are plain strings, property bags and links are maps
// (API.md 3.3 and 3.4).
const TYPED_VALUE = {
  type: 'object',
  required: ['$type', '$value'],
  properties: {$type: {type: 'string'}, $value: {type: 'string'}},
  additionalProperties: false,
};
const ON_THE_WIRE = {
  IdentityDescriptor: {type: 'string', pattern: '^[^;]+;.+$'},
  SubjectDescriptor: {type: 'string', pattern: '^[a-z0-9]+\\..+$'},
  PropertiesCollection: {type: 'object', additionalProperties: TYPED_VALUE},
  ReferenceLinks: {
    type: 'object',
    additionalProperties: {type: 'object', required: ['href'], properties: {href: {type: 'string'}},
      additionalProperties: false},
  },
};

const FORMATS = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  // Up to seven fractional digits, and tokens have no zone (API.md 10, 33).
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z?$/,
  int32: () => true, int64: () => true, byte: () => true, Char: /^[\s\S]$/,
};

/** One specification file: its operations, and schemas made of its definitions. */
class Specification {
  constructor(file) {
    this.document = JSON.parse(fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
    this.ajv = new Ajv({allErrors: true, formats: FORMATS, unknownFormats: 'ignore', logger: false});
    this.cache = new Map();
  }

  /** The operation for a method and a path below the organization, or undefined. */
  operation(method, segments) {
    const paths = {...this.document.paths, ...this.document['x-ms-paths']};
    for (const [template, operations] of Object.entries(paths)) {
      const pattern = template.split('?')[0].split('/').filter(Boolean).slice(1);
      const fits = pattern.length === segments.length &&
        pattern.every((part, i) => part.startsWith('{') || part.toLowerCase() === segments[i].toLowerCase());
      if (fits && operations[method.toLowerCase()]) return operations[method.toLowerCase()];
    }
    return undefined;
  }

  /** What is wrong with a value of this schema; empty where it fits. */
  problems(schema, value) {
    const key = JSON.stringify(schema);
    if (!this.cache.has(key)) this.cache.set(key, this.ajv.compile(this.strict(schema)));
    const validate = this.cache.get(key);
    if (validate(value)) return [];
    return validate.errors.map(e => `${e.dataPath || '(body)'} ${e.message} ${JSON.stringify(e.params)}`);
  }

  /** A swagger schema without references: allOf merged, no unknown members, nulls where they are known. */
  strict(schema, depth = 0) {
    if (depth > 12) return {};  // the definitions are recursive, the answers are not that deep
    if (schema.$ref) return this.definition(schema.$ref.split('/').pop(), depth);
    const result = {...schema};
    delete result.description;
    delete result.readOnly;
    delete result['x-ms-enum'];
    if (schema.items) result.items = this.strict(schema.items, depth + 1);
    if (typeof schema.additionalProperties === 'object')
      result.additionalProperties = this.strict(schema.additionalProperties, depth + 1);
    return result;
  }

  definition(name, depth) {
    if (ON_THE_WIRE[name]) return ON_THE_WIRE[name];
    const properties = {};
    for (const [member, schema] of Object.entries(this.members(name))) {
      const strict = this.strict(schema, depth + 1);
      if (strict.enum && EXTRA_VALUES[member]) strict.enum = [...strict.enum, ...EXTRA_VALUES[member]];
      properties[member] = NULLABLE.has(member) ? {anyOf: [{type: 'null'}, strict]} : strict;
    }
    if (Object.keys(properties).length === 0) return {type: 'object'};
    return {type: 'object', properties, additionalProperties: false};
  }

  /** The members of a definition and of all that it is built on. */
  members(name) {
    const definition = this.document.definitions[name];
    const inherited = (definition.allOf || []).map(base => this.members(base.$ref.split('/').pop()));
    return Object.assign({}, ...inherited, definition.properties || {}, EXTRA_MEMBERS[name] || {});
  }
}

/** All specifications of a folder (`area/7.1/file.json`). */
function load(folder) {
  const specifications = [];
  for (const area of fs.readdirSync(folder)) {
    const versioned = path.join(folder, area, '7.1');
    if (!fs.existsSync(versioned)) continue;
    for (const file of fs.readdirSync(versioned))
      if (file.endsWith('.json')) specifications.push(new Specification(path.join(versioned, file)));
  }
  return specifications;
}

module.exports = {load};
