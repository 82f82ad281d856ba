"use strict";
// The page is whole without this script: it only filters, sorts, opens and prints.
(() => {
  const form = document.getElementById("filter");
  const fields = form.elements;
  const output = form.querySelector("output");
  // Nothing that is looked for and not found here may pass for nothing that there is.
  const elsewhere = form.dataset.elsewhere ? `; ${form.dataset.elsewhere} more are not on this page` : "";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const compare = new Intl.Collator("en", { numeric: true }).compare;

  const look = () => {
    const owners = all("option", fields.integration).map((option) => option.dataset.owner ?? "");
    return all(".finding").map((element) => {
      const group = element.closest("[data-integration]");
      const section = group.closest("[data-verdict]");
      return {
        element,
        group,
        home: element.parentElement,
        section,
        verdict: section.dataset.verdict,
        severity: element.dataset.severity,
        since: element.dataset.since ?? "",
        integration: group.dataset.integration,
        owner: owners[Number(group.dataset.integration) + 1],
      };
    });
  };
  // All of them, looked at when somebody first filters or sorts: until then the page has opened the sooner.
  let looked;
  const findings = () => (looked ??= look());
  const folds = all(".verdict > .fold");

  const nameOf = (finding) => finding.group.querySelector("h3, h4").textContent;
  const textOf = (finding) => {
    // Of the group only its head: name, account, owner.
    finding.text ??= [...all(":scope > h3, :scope > h4, :scope > p", finding.group), finding.element]
      .map((part) => part.textContent.toLowerCase())
      .join(" ");
    return finding.text;
  };

  // Filtering

  const chosen = ["verdict", "severity", "integration", "owner", "since"].filter((name) => fields[name]);
  const filter = () => {
    const words = fields.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = chosen.filter((name) => fields[name].value !== "");
    const active = words.length + wanted.length > 0;
    let shown = 0;
    for (const finding of findings()) {
      const fits =
        wanted.every((name) => fields[name].value === finding[name]) &&
        words.every((word) => textOf(finding).includes(word));
      finding.element.hidden = !fits;
      if (fits) shown += 1;
    }
    for (const container of all(".verdict .group, .verdict .severity").reverse()) {
      container.hidden = container.querySelector(".finding:not([hidden])") === null;
    }
    if (active) for (const fold of folds) fold.open = fold.querySelector(".finding:not([hidden])") !== null;
    output.textContent = (active ? `${shown} of ${findings().length} findings` : `${shown} findings`) + elsewhere;
  };

  // Sorting: one list for each verdict, in which each finding says whose it is

  const keys = {
    integration: (finding) => [nameOf(finding), ruleOf(finding)],
    rule: (finding) => [ruleOf(finding), nameOf(finding)],
    project: (finding) => [projectOf(finding), nameOf(finding)],
  };
  const ruleOf = (finding) => finding.element.querySelector("code").textContent;
  const projectOf = (finding) =>
    finding.element.querySelector("summary > bdi:not(.whose), td:nth-child(2) bdi")?.textContent ?? "";

  const flatList = (finding) => {
    const flat = document.createElement("div");
    flat.className = "group flat";
    if (finding.element.localName !== "tr") {
      finding.section.append(flat);
      return [flat, flat];
    }
    const table = finding.home.parentElement.cloneNode(false);
    const body = document.createElement("tbody");
    table.append(finding.home.parentElement.tHead.cloneNode(true), body);
    flat.append(table);
    finding.section.querySelector(".fold").append(flat);
    return [flat, body];
  };

  const sort = () => {
    const keyOf = keys[fields.sort.value];
    for (const whose of all(".whose")) whose.remove();
    if (keyOf) {
      const lists = new Map();
      const sorted = findings().map((finding) => ({ finding, key: keyOf(finding) }));
      sorted.sort((a, b) => compare(a.key[0], b.key[0]) || compare(a.key[1], b.key[1]));
      for (const { finding } of sorted) {
        if (!lists.has(finding.section)) lists.set(finding.section, flatList(finding)[1]);
        const whose = document.createElement("bdi");
        whose.className = "whose";
        whose.textContent = nameOf(finding);
        (finding.element.querySelector("summary") ?? finding.element.cells[0]).prepend(whose, " ");
        lists.get(finding.section).append(finding.element);
      }
    } else if (document.querySelector(".flat")) {
      for (const finding of findings()) finding.home.append(finding.element);
    }
    for (const flat of all(".flat")) if (flat.querySelector(".finding") === null) flat.remove();
    filter();
  };

  for (const table of all("table.sortable")) {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      head.ariaSort = "none";
      button.addEventListener("click", () => {
        const direction = head.ariaSort === "ascending" ? "descending" : "ascending";
        const sign = direction === "ascending" ? 1 : -1;
        const keyed = [...body.rows].map((row) => {
          const cell = row.cells[column];
          return { row, key: cell.dataset.key ?? cell.textContent };
        });
        keyed.sort((a, b) => sign * compare(a.key, b.key));
        body.append(...keyed.map(({ row }) => row));
        for (const other of heads) other.ariaSort = other === head ? direction : "none";
      });
    });
  }

  // Opening

  const openTarget = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]")) {
      form.reset();
      sort();
    }
    for (let element = target; element; element = element.parentElement) {
      if (element.localName === "details") element.open = true;
    }
    target.scrollIntoView();
  };

  // The link to a finding is put into it when it opens: ten thousand of them would weigh as much as a picture.
  document.addEventListener("toggle", (event) => {
    const { target } = event;
    if (!target.matches("details.finding") || target.querySelector("a.self")) return;
    const link = document.createElement("a");
    link.className = "self";
    link.href = `#${target.id}`;
    link.textContent = "Link to this finding";
    target.querySelector("dl").lastElementChild.append(" ", link);
  }, true);

  fields.unfold.addEventListener("click", () => {
    const shown = all("details.finding:not([hidden])");
    const open = shown.some((details) => !details.open);
    for (const details of shown) details.open = open;
    fields.unfold.textContent = open ? "Close all" : "Open all";
  });

  // Only where a finding has the focus, so that no letter is taken from anything else.
  document.addEventListener("keydown", (event) => {
    const step = { j: 1, k: -1 }[event.key];
    const here = document.activeElement?.closest("details.finding");
    if (!step || !here || event.altKey || event.ctrlKey || event.metaKey) return;
    const shown = all("details.finding").filter((details) => details.checkVisibility());
    shown[shown.indexOf(here) + step]?.querySelector("summary").focus();
  });

  let closedForPrint = [];
  addEventListener("beforeprint", () => {
    closedForPrint = all("details:not([open])");
    for (const details of closedForPrint) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of closedForPrint) details.open = false;
  });

  let due = 0;
  form.addEventListener("input", (event) => {
    clearTimeout(due);
    due = setTimeout(event.target === fields.sort ? sort : filter, 80);
  });
  form.addEventListener("reset", () => setTimeout(sort));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", openTarget);

  form.hidden = false;
  output.textContent = `${document.querySelectorAll(".finding").length} findings${elsewhere}`;
  openTarget();
  document.documentElement.dataset.script = "ready";
})();
