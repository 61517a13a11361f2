// Finds images by path, status, operation, problem, wave and group.

const OPERATION = 1;
const THING = 3;

/** Returns whether a group can have images that a filter wants. */
function wants(filter, facts, group, at) {
  return (
    (filter.group === null || filter.group === at) &&
    (filter.statuses.size === 0 || filter.statuses.has(group.status)) &&
    (!filter.operation || [...group.changes, ...group.problems].some((entry) => entry[OPERATION] === filter.operation)) &&
    (facts.listed || filter.code === null || group.problems.some((entry) => entry[THING] === facts.codes[filter.code][0]))
  );
}

/** Returns the numbers of the images that are found, and how many there are of each group. */
function find(filter, { facts, rows }) {
  const wanted = facts.groups.map((group, at) => wants(filter, facts, group, at));
  const counts = new Array(facts.groups.length).fill(0);
  if (!facts.listed) {
    facts.groups.forEach((group, at) => (counts[at] = wanted[at] ? group.images : 0));
    return { images: [], counts };
  }
  const path = filter.path.toLowerCase();
  const images = [];
  for (let i = 0; i < rows.images.length; i++) {
    if (
      wanted[rows.groups[i]] &&
      (filter.wave === null || rows.waves[i] === filter.wave) &&
      (filter.code === null || rows.codes[i].includes(filter.code)) &&
      (path === "" || rows.images[i].toLowerCase().includes(path))
    ) {
      images.push(i);
      counts[rows.groups[i]]++;
    }
  }
  return { images, counts };
}

function options(select, values) {
  values.forEach(([value, words]) => select.append(el("option", { value }, words)));
  select.parentElement.hidden = values.length === 0;
}

/** Fills the form, and calls back with a filter whenever the user changes it. */
function filterForm({ facts, rows }, changed) {
  const form = byId("filter");
  const { path, operation, code, wave } = form.elements;
  const state = { group: null, statuses: new Set() };

  const entries = facts.groups.flatMap((group) => [...group.changes, ...group.problems]);
  const operations = [...new Set(entries.map((entry) => entry[OPERATION]).filter(Boolean))].sort();
  options(operation, operations.map((name) => [name, name]));
  options(code, facts.codes.map(([name], at) => [at, name]).sort((one, other) => (one[1] < other[1] ? -1 : 1)));
  const waves = rows.waves.reduce((most, each) => Math.max(most, each), 0);
  options(wave, Array.from({ length: waves }, (none, at) => [at + 1, at + 1]));
  path.parentElement.hidden = !facts.listed;

  const totals = new Map();
  facts.groups.forEach((group) => totals.set(group.status, (totals.get(group.status) ?? 0) + group.images));
  for (const [status, total] of [...totals].sort((one, other) => one[0] - other[0])) {
    const toggle = button(`${facts.statuses[status][0]} (${number(total)})`, () => {
      const on = !state.statuses.has(status);
      state.statuses[on ? "add" : "delete"](status);
      toggle.setAttribute("aria-pressed", on);
      apply();
    }, { "aria-pressed": "false", class: `toggle tone-${facts.statuses[status][1]}` });
    byId("statuses").append(toggle);
  }

  function chosen(select) {
    return select.value === "" ? null : Number(select.value);
  }
  function apply() {
    changed({ ...state, path: path.value, operation: operation.value, code: chosen(code), wave: chosen(wave) });
  }
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    state.group = null;
    state.statuses.clear();
    form.querySelectorAll("[aria-pressed]").forEach((toggle) => toggle.setAttribute("aria-pressed", "false"));
    setTimeout(apply);
  });
  return {
    apply,
    showGroup(group) {
      state.group = group;
      apply();
    },
  };
}
