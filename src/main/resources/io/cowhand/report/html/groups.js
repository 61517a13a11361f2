// Shows the groups of equal results: what went wrong, then what may go well later, then the rest; the largest first.

const SHOWN_AT_ONCE = 50;
const FIRST_TONES = ["bad", "later"];

function headline(group) {
  if (group.rest) {
    return "other results";
  }
  const things = [...new Set(group.changes.map((entry) => entry[THING]))];
  const codes = [...new Set(group.problems.map(([, , severity, code]) => `${severity} ${code}`))];
  return [things.join(", "), codes.join(", ")].filter((text) => text !== "").join("; ") || "no problems";
}

/** Returns a table of changes, or nothing if there are none. */
function changesTable(changes) {
  if (changes.length === 0) {
    return [];
  }
  const rows = changes.map(([step, , , thing, values, varies]) =>
    el("tr", {},
      el("td", {}, step),
      el("th", { scope: "row" }, thing),
      el("td", { class: "value" }, values, varies ? el("span", { class: "hint" }, " (the first image's; others differ)") : "")));
  return [el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": "Changes" },
    el("table", { class: "changes" },
      el("caption", {}, "Changes"),
      el("thead", {}, el("tr", {}, ...["step", "what", "values"].map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, ...rows)))];
}

/** Returns problems with what the rules say about them, or nothing if there are none. */
function problemList(problems, facts) {
  if (problems.length === 0) {
    return [];
  }
  const items = problems.map(([step, , severity, code, text, varies]) => {
    const [, meaning, remedy] = facts.codes.find(([name]) => name === code) ?? [code, "", ""];
    return el("li", {},
      el("p", {},
        el("span", { class: `severity ${severity}` }, severity), " ", el("code", {}, code),
        step ? ` in ${step}` : "", varies ? " (the first image's; others differ)" : ""),
      el("p", {}, text),
      meaning ? el("p", { class: "hint" }, meaning) : "",
      // Many messages say it themselves.
      remedy && !text.includes(remedy) ? el("p", {}, el("strong", {}, "What to do: "), remedy) : "");
  });
  return [el("ul", { class: "problems", "aria-label": "Problems" }, ...items)];
}

function undoText(undo) {
  return undo ? [el("p", {}, el("strong", {}, "Undo: "), undo)] : [];
}

function groupItem(group, found, facts, show) {
  const total = count(group.images, "image");
  const images = found === group.images ? total : `${number(found)} of ${total}`;
  const names = group.names.join(", ") + (group.images > group.names.length ? ", …" : "");
  const body = el("div", { class: "body" });
  const item = el("details", {},
    el("summary", {}, pill(facts.statuses[group.status]), " ", el("strong", {}, images), " ",
      el("span", { class: "headline" }, headline(group))),
    body);
  function fillBody() {
    if (body.childElementCount === 0) {
      body.append(
        el("p", { class: "names" }, names),
        ...changesTable(group.changes),
        ...undoText(group.undo),
        ...problemList(group.problems, facts),
        facts.listed ? button("Show these images", show) : "");
    }
  }
  item.addEventListener("toggle", fillBody);
  item.fillBody = fillBody;
  return el("li", {}, item);
}

/** Returns a function that shows the groups of which images are found. */
function groupList(facts, show) {
  const list = byId("group-list");
  const more = byId("more-groups");
  // Images of one status may still have warnings.
  function urgency(group) {
    const [, tone] = facts.statuses[group.status] ?? [];
    const place = FIRST_TONES.indexOf(tone);
    return place >= 0 ? place : FIRST_TONES.length + (group.problems.some(([, , severity]) => severity !== "notice") ? 0 : 1);
  }
  const order = facts.groups
    .map((group, at) => at)
    .sort((one, other) => urgency(facts.groups[one]) - urgency(facts.groups[other])
      || facts.groups[other].images - facts.groups[one].images);
  let found = [];
  let left = [];
  function add(many) {
    const next = left.splice(0, many);
    list.append(...next.map((at) => groupItem(facts.groups[at], found[at], facts, () => show(at))));
    more.hidden = left.length === 0;
    more.textContent = `Show more groups (${number(left.length)} left)`;
  }
  more.addEventListener("click", () => {
    const next = list.childElementCount;
    add(SHOWN_AT_ONCE);
    list.children[next].querySelector("summary").focus();
  });
  // On paper nothing can be opened.
  addEventListener("beforeprint", () => {
    add(left.length);
    list.querySelectorAll("details").forEach((item) => {
      item.fillBody();
      item.open = true;
    });
  });
  return (counts) => {
    found = counts;
    left = order.filter((at) => counts[at] > 0);
    list.replaceChildren();
    add(SHOWN_AT_ONCE);
  };
}
