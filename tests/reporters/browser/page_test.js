"use strict";
// The page in Debian's Chromium, as people, screen readers and hostile names meet it:
// `node page_test.js CHROMIUM FOLDER`, where FOLDER holds what check_browser.sh rendered.
const assert = require("node:assert/strict");
const fs = require("node:fs");
const http = require("node:http");
const path = require("node:path");
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const [executablePath, folder] = process.argv.slice(2);
const address = (name) => `file://${path.join(folder, name)}`;
const patience = 120_000; // ms until a wait gives up: a machine that is busy is not a page that is broken
let checks = 0;

// A page that must ask for nothing but itself, say nothing and run nothing of what names hold.
async function open(browser, name, { width = 1440, colorScheme = "light", hash = "" } = {}) {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  page.setDefaultTimeout(patience);
  const heard = [];
  page.on("console", (message) => heard.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => heard.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => heard.push(`dialog: ${dialog.message()}`));
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== address(name)) heard.push(`request: ${request.url()}`);
  });
  await page.goto(address(name) + hash);
  page.close_quietly = async () => {
    assert.deepEqual(heard, [], name);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.hacked), undefined, name);
    assert.equal(await page.evaluate(() => document.querySelectorAll("[style]").length), 0, name);
    await page.close();
    checks += 1;
  };
  return page;
}

async function isAccessible(browser, name, view, rules = {}) {
  const page = await open(browser, name, view);
  // What is folded is read too.
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    (set) => window.axe.run(document, { resultTypes: ["violations"], rules: set }), rules);
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html).join(" ")}`);
  assert.deepEqual(told, [], `${name} ${JSON.stringify(view)}`);
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(excess <= 0, `${name} at ${view.width}: ${excess} px too wide`);
  await page.close_quietly();
}

// Within the page, where a busy machine neither loses it nor answers before it is done.
const press = (page, selector) => page.$eval(selector, (element) => element.click());

const visible = (page, selector) =>
  page.evaluate((wanted) => [...document.querySelectorAll(wanted)].filter((e) => e.checkVisibility()).length, selector);

async function filtersAndSorts(browser) {
  const page = await open(browser, "compared.html");
  const shown = () => page.evaluate(() => document.querySelectorAll(".finding:not([hidden])").length);
  // The whole text, since "1 of 15 findings" holds "15 findings" too.
  const settled = (text) =>
    page.waitForFunction((whole) => document.querySelector("output").textContent === whole, text);
  const some = () =>
    page.waitForFunction(() => /^[1-9]\d* of \d+ findings$/.test(document.querySelector("output").textContent));
  const all = await shown();

  await page.selectOption("[name=verdict]", "waived");
  await some();
  const waived = await shown();
  assert.ok(waived > 0 && waived < all);
  assert.equal(await visible(page, "#failed .group"), 0);
  await press(page, "[type=reset]");
  await settled(`${all} findings`);
  assert.equal(await shown(), all);

  await page.selectOption("[name=since]", "new");
  await some();
  const fresh = await page.evaluate(() =>
    [...document.querySelectorAll(".finding:not([hidden])")].every((e) => e.dataset.since === "new"));
  assert.ok(fresh);
  await press(page, "[type=reset]");
  await settled(`${all} findings`);

  await page.fill("[name=text]", "no-such-words-anywhere");
  await settled(`0 of ${all} findings`);
  await page.fill("[name=text]", "ZAHLUNGSVERKEHR-ü");
  await some();
  await press(page, "[type=reset]");
  await settled(`${all} findings`);

  await page.selectOption("[name=sort]", "rule");
  await page.waitForSelector("#failed .flat");
  const rules = await page.evaluate(() =>
    [...document.querySelectorAll("#failed .flat summary > code")].map((code) => code.textContent));
  assert.deepEqual(rules, [...rules].sort(new Intl.Collator("en", { numeric: true }).compare));
  assert.equal(await shown(), all);
  await page.selectOption("[name=sort]", "");
  await page.waitForSelector("#failed .flat", { state: "detached" });
  assert.equal(await shown(), all);
  await page.close_quietly();
}

// What is looked for and not on the page may be in the other reports.
async function saysThatThereAreMore(browser) {
  const page = await open(browser, "10000.html");
  const told = () => page.textContent("output");
  assert.equal(await told(), "9000 findings; 1000 more are not on this page");
  await page.selectOption("[name=verdict]", "pass");
  await page.waitForFunction(() => document.querySelector("output").textContent.startsWith("5000 of"));
  assert.equal(await told(), "5000 of 9000 findings; 1000 more are not on this page");
  await page.close_quietly();
}

async function sortsTokens(browser) {
  const page = await open(browser, "compared.html");
  await page.evaluate(() => { document.querySelector("#tokens .fold").open = true; });
  const names = () => page.$$eval("table.sortable tbody th", (cells) => cells.map((cell) => cell.textContent));
  const told = () => page.getAttribute("table.sortable th >> nth=0", "aria-sort");
  await press(page, "table.sortable th button");
  assert.equal(await told(), "ascending");
  const ascending = await names();
  assert.deepEqual(ascending, [...ascending].sort(new Intl.Collator("en", { numeric: true }).compare));
  await press(page, "table.sortable th button");
  assert.equal(await told(), "descending");
  assert.deepEqual(await names(), [...ascending].reverse());
  await page.close_quietly();
}

async function linksOpenFindings(browser) {
  const first = await open(browser, "sample.html");
  const ids = await first.$$eval(".finding", (all) => all.map((finding) => finding.id));
  await first.close_quietly();
  for (const id of [ids[0], ids[ids.length - 1]]) {
    const page = await open(browser, "sample.html", { hash: `#${id}` });
    assert.equal(await visible(page, `#${id}`), 1, id);
    assert.ok(await page.evaluate((it) => document.getElementById(it).closest("details").open, id));
    await page.close_quietly();
  }
  // A link into what the filter hides shows it again.
  const page = await open(browser, "sample.html");
  await page.fill("[name=text]", "no-such-words-anywhere");
  await page.waitForFunction(() => document.querySelector("output").textContent.startsWith("0 of"));
  await page.evaluate((id) => { location.hash = id; }, ids[0]);
  await page.waitForFunction((id) => document.getElementById(id).checkVisibility(), ids[0]);
  await page.close_quietly();
}

// Where the section is when it has not moved for some frames.
const standsStill = (id) => new Promise((resolve) => {
  let last = NaN;
  let still = 0;
  const look = () => {
    const { top } = document.getElementById(id).getBoundingClientRect();
    still = top === last ? still + 1 : 0;
    last = top;
    if (still === 10) resolve(top);
    else requestAnimationFrame(look);
  };
  look();
});

// Sections between here and there are laid out only when they come near, which must not move the target away.
async function contentsLeadToTheirSections(browser) {
  for (const section of ["accounts", "integrations", "tokens", "method"]) {
    const page = await open(browser, "10000.html");
    await press(page, `nav a[href="#${section}"]`);
    await page.waitForFunction((id) => document.querySelector(":target")?.id === id, section);
    const top = await page.evaluate(standsStill, section);
    assert.ok(Math.abs(top - 16) < 40, `${section} stands at ${top}`);
    await page.close_quietly();
  }
}

async function obeysKeys(browser) {
  const page = await open(browser, "sample.html");
  await page.focus("#failed summary");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.parentElement.open);
  const before = await page.evaluate(() => document.activeElement.parentElement.id);
  const standsOn = (id, is) =>
    page.waitForFunction(([one, same]) => (document.activeElement.parentElement.id === one) === same, [id, is]);
  await page.keyboard.press("j");
  await standsOn(before, false);
  await page.keyboard.press("k");
  await standsOn(before, true);
  await page.focus("[name=text]");
  await page.keyboard.type("jk");
  await page.waitForFunction(() => document.querySelector("[name=text]").value === "jk");
  await page.close_quietly();
}

async function printsWhole(browser) {
  const page = await open(browser, "sample.html");
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await page.evaluate(() => document.querySelectorAll("details:not([open])").length), 0);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.ok(await page.evaluate(() => document.querySelectorAll("details:not([open])").length) > 0);
  await page.emulateMedia({ media: "print" });
  assert.equal(await visible(page, "#filter"), 0);
  await page.close_quietly();
}

async function isWholeWithoutStyles(browser) {
  const page = await open(browser, "plain.html");
  const text = await page.evaluate(() => document.body.innerText);
  assert.match(text, /^\s*patrol · service account audit\s+Fail/);
  assert.ok(await page.evaluate(() => document.querySelectorAll("main svg")[1].getBoundingClientRect().height) < 1000);
  await page.close_quietly();
}

// Words that are read from right to left do not turn what stands around them.
async function keepsItsOrderAroundForeignWords(browser) {
  const page = await open(browser, "hostile.html");
  const places = await page.evaluate(() => {
    const summary = [...document.querySelectorAll("#failed summary")].find((one) => /[\u0600-\u06ff]/.test(one.textContent));
    const evidence = summary.parentElement.querySelector("dd a").parentElement;
    const rest = document.createRange();
    rest.selectNodeContents(evidence.lastChild);
    return [summary.querySelector("code"), summary.querySelector("bdi"), evidence.querySelector("a"), rest]
      .map((one) => one.getBoundingClientRect().left);
  });
  await page.close_quietly();
  assert.ok(places[0] < places[1] && places[2] < places[3], `left edges: ${places}`);
}

// Jenkins' own policy for what builds leave behind: styles from files, no scripts, no images from elsewhere.
async function standsJenkins(browser) {
  const policy = "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'self'";
  const types = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript" };
  const server = http.createServer((request, response) => {
    const name = path.basename(request.url === "/" ? "/index.html" : request.url);
    const file = path.join(folder, "site", name);
    if (!fs.existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": types[path.extname(name)], "Content-Security-Policy": policy });
    return response.end(fs.readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const page = await browser.newPage();
  page.setDefaultTimeout(patience);
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const margin = await page.evaluate(() => getComputedStyle(document.body).maxWidth);
  assert.notEqual(margin, "none", "the style sheet was not applied");
  assert.equal(await visible(page, "#filter"), 0, "without the script the filter can do nothing");
  await page.close();
  await new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
  checks += 1;
}

async function main() {
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"];
  const browser = await chromium.launch({ executablePath, args });
  try {
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [360, 1440]) await isAccessible(browser, "compared.html", { colorScheme, width });
    }
    for (const name of ["without-script.html", "empty.html", "organizations-7.html"]) {
      await isAccessible(browser, name, { colorScheme: "light", width: 360 });
      await isAccessible(browser, name, { colorScheme: "dark", width: 1440 });
    }
    // Its names are long, and what lies over what would take axe its time; all its colours are in the others.
    await isAccessible(browser, "hostile.html", { width: 360 }, { "color-contrast": { enabled: false } });
    await filtersAndSorts(browser);
    await saysThatThereAreMore(browser);
    await sortsTokens(browser);
    await linksOpenFindings(browser);
    await contentsLeadToTheirSections(browser);
    await obeysKeys(browser);
    await printsWhole(browser);
    await isWholeWithoutStyles(browser);
    await keepsItsOrderAroundForeignWords(browser);
    await standsJenkins(browser);
  } finally {
    await browser.close();
  }
  console.log(`${checks} pages looked at`);
}

main().catch((error) => {
  console.error(error.message ?? error);
  process.exit(1);
});
