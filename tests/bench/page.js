"use strict";
// How long a page takes to open in a browser: `node page.js CHROMIUM PAGE…` prints a line for each PAGE:
// `open_ms answer_ms`, the middle ones of seven runs. open: from asking for the page until it is loaded, drawn and its
// script is ready; answer: from a click on the first finding until its details are drawn.
const path = require("node:path");
const { chromium } = require("playwright-core");

const [executablePath, ...pages] = process.argv.slice(2);
const runs = 7;
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

const middle = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
// The second frame begins when the first one has been drawn.
const drawn = (page) => page.evaluate(() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(done));
}));

async function measure(browser, file) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(120_000);
  const start = performance.now();
  await page.goto(`file://${path.resolve(file)}`);
  await page.waitForSelector("html[data-script=ready]", { state: "attached" });
  await drawn(page);
  const opened = performance.now();
  await page.evaluate(() => document.querySelector("#failed summary").click());
  await drawn(page);
  const answered = performance.now();
  if (!(await page.evaluate(() => document.querySelector("#failed details.finding").open))) {
    throw new Error(`${file}: the first finding did not open`);
  }
  await page.close();
  return [opened - start, answered - opened];
}

async function main() {
  const browser = await chromium.launch({ executablePath, args });
  try {
    for (const file of pages) {
      const times = [];
      for (let run = 0; run < runs; ++run) times.push(await measure(browser, file));
      console.log(times[0].map((_, which) => Math.round(middle(times.map((both) => both[which])))).join(" "));
    }
  } finally {
    await browser.close();
  }
}

main().catch((error) => {
  console.error(error.message ?? error);
  process.exit(1);
});
