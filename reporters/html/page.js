"use strict";
// The page is whole without this script: it only filters, opens and prints.
(() => {
  const page = document.documentElement;
  const form = document.getElementById("filter");
  const fields = form.elements;
  const output = form.querySelector("output");
  const findings = [...document.querySelectorAll(".finding")].map((element) => ({
    element,
    severity: element.dataset.severity,
    verdict: element.closest("[data-verdict]").dataset.verdict,
    integration: element.closest("[data-integration]").dataset.integration,
    group: element.closest("[data-integration]"),
  }));
  const containers = [...document.querySelectorAll(".group, .severity")].reverse();
  const folds = [...document.querySelectorAll(".verdict > .fold")];

  const textOf = (finding) => {
    // Of the group only its head: name, account, owner.
    finding.text ??= [...finding.group.querySelectorAll(":scope > h3, :scope > h4, :scope > p"), finding.element]
      .map((part) => part.textContent.toLowerCase())
      .join(" ");
    return finding.text;
  };

  const filter = () => {
    const words = fields.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const agrees = (wanted, value) => wanted === "" || wanted === value;
    const active = words.length > 0 || fields.verdict.value + fields.severity.value + fields.integration.value !== "";
    let shown = 0;
    for (const finding of findings) {
      const fits =
        agrees(fields.verdict.value, finding.verdict) &&
        agrees(fields.severity.value, finding.severity) &&
        agrees(fields.integration.value, finding.integration) &&
        words.every((word) => textOf(finding).includes(word));
      finding.element.hidden = !fits;
      if (fits) shown += 1;
    }
    for (const container of containers) {
      container.hidden = container.querySelector(".finding:not([hidden])") === null;
    }
    if (active) for (const fold of folds) fold.open = fold.querySelector(".finding:not([hidden])") !== null;
    output.textContent = active ? `${shown} of ${findings.length} findings` : `${findings.length} findings`;
  };

  const openTarget = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]")) {
      form.reset();
      filter();
    }
    for (let element = target; element; element = element.parentElement) {
      if (element.localName === "details") element.open = true;
    }
    target.scrollIntoView();
  };

  let closedForPrint = [];
  addEventListener("beforeprint", () => {
    closedForPrint = [...document.querySelectorAll("details:not([open])")];
    for (const details of closedForPrint) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of closedForPrint) details.open = false;
  });

  let due = 0;
  form.addEventListener("input", () => {
    clearTimeout(due);
    due = setTimeout(filter, 80);
  });
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  fields.unfold.addEventListener("click", () => {
    const all = [...document.querySelectorAll("details.finding:not([hidden])")];
    const open = all.some((details) => !details.open);
    for (const details of all) details.open = open;
    fields.unfold.textContent = open ? "Close all" : "Open all";
  });
  addEventListener("hashchange", openTarget);

  form.hidden = false;
  output.textContent = `${findings.length} findings`;
  openTarget();
  page.dataset.script = "ready";
})();
