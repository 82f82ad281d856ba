// check_json.js SCHEMA REPORT…: each report fits the schema, and the schema knows each of its members.
"use strict";
const fs = require("fs");
const Ajv = require("ajv");

const read = (path) => JSON.parse(fs.readFileSync(path, "utf8"));

// A published schema lets members be added later; here a member that it does not describe is a mistake.
const closed = (node) => {
  if (Array.isArray(node)) return node.map(closed);
  if (node === null || typeof node !== "object") return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closed(value)]));
  if ("required" in copy && "properties" in copy) copy.additionalProperties = false;
  return copy;
};

const [schemaPath, ...reports] = process.argv.slice(2);
const schema = read(schemaPath);
const ajv = new Ajv({ allErrors: true });
const fits = ajv.compile(schema);
const isDescribed = ajv.compile(closed(schema));

const complaints = (path, report) =>
  [fits, isDescribed].filter((check) => !check(report)).map((check) => `${path}: ${ajv.errorsText(check.errors)}`);

const found = reports.flatMap((path) => complaints(path, read(path)));

// A schema that accepts anything would be of no use.
const broken = read(reports[0]);
delete broken.summary;
if (fits(broken)) found.push("the schema accepts a report without a summary");

for (const complaint of found) console.error(complaint);
process.exit(found.length === 0 ? 0 : 1);
