// check_sarif.js SCHEMA REPORT…: each report fits the schema, which is one of draft 04.
"use strict";
const fs = require("fs");
const Ajv = require("ajv");

const read = (path) => JSON.parse(fs.readFileSync(path, "utf8"));
const [schemaPath, ...reports] = process.argv.slice(2);

const isUri = (text) => /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text);
const isUriReference = (text) => /^(?:[A-Za-z0-9._~:/?#[\]@!$&'()*+,;=-]|%[0-9A-F]{2})*$/.test(text);
const ajv = new Ajv({
  schemaId: "id",
  meta: false,
  allErrors: true,
  formats: { uri: isUri, "uri-reference": isUriReference },
});
ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json"));
const fits = ajv.compile(read(schemaPath));

const found = reports.flatMap((path) => (fits(read(path)) ? [] : [`${path}: ${ajv.errorsText(fits.errors)}`]));

// A check that accepts anything would be of no use.
const breaks = {
  "no version": (log) => delete log.version,
  "an unknown level": (log) => (log.runs[0].results[0].level = "high"),
  "a path that is no reference": (log) =>
    (log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri = "a b"),
  "an unknown member": (log) => (log.runs[0].results[0].verdict = "fail"),
};
for (const [what, spoil] of Object.entries(breaks)) {
  const log = read(reports.find((path) => path.endsWith("sample.sarif")));
  spoil(log);
  if (fits(log)) found.push(`the schema accepts ${what}`);
}

for (const complaint of found) console.error(complaint);
process.exit(found.length === 0 ? 0 : 1);
