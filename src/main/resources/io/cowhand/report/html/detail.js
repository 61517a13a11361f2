// Shows all about one image, in a dialog.

/** Pairs the parts of two headers by their names; a part that only one of them has stands alone. */
function pairs(before, after) {
  const rest = after ? [...after] : [];
  function take(part) {
    const at = rest.findIndex((each) => each.kind === part.kind && each.name === part.name);
    return at < 0 ? null : rest.splice(at, 1)[0];
  }
  const paired = before.map((part) => [part, after ? take(part) : null]);
  for (const added of rest) {
    const at = paired.findIndex(([old, made]) => (made ?? old).offset > added.offset);
    paired.splice(at < 0 ? paired.length : at, 0, [null, added]);
  }
  return paired;
}

function isChanged(old, made) {
  return !old || !made || old.hex !== made.hex || old.length !== made.length || old.text !== made.text;
}

function headerTable(before, after) {
  const rows = pairs(before, after).map(([old, made]) => {
    const part = made ?? old;
    const changed = after !== null && isChanged(old, made) && part.kind !== "slack";
    function value(side) {
      return side ? side.text : "—";
    }
    return el("tr", { class: changed ? "differs" : "" },
      el("td", { class: "number" }, number(part.offset)),
      el("td", { class: "number" }, number(part.length)),
      el("th", { scope: "row" }, part.name, changed ? el("span", { class: "flag" }, " changed") : ""),
      el("td", { class: "value" }, value(old)),
      ...(after ? [el("td", { class: "value" }, changed ? value(made) : "")] : []));
  });
  const names = ["offset", "bytes", "part", ...(after ? ["before", "after"] : ["value"])];
  return el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": "Header" },
    el("table", { class: "header" },
      el("caption", {}, "Header"),
      el("thead", {}, el("tr", {}, ...names.map((name, at) => el("th", { scope: "col", class: at < 2 ? "number" : "" }, name)))),
      el("tbody", {}, ...rows)));
}

function factList(facts) {
  const items = [];
  for (let i = 0; i < facts.length; i += 2) {
    items.push(el("div", {}, el("dt", {}, facts[i]), el("dd", {}, facts[i + 1])));
  }
  return items.length > 0 ? [el("dl", { class: "facts" }, ...items)] : [];
}

function headerParts({ before, after }) {
  if (!before) {
    return [];
  }
  const bytes = el("div", {});
  const show = button("Show bytes", () => {
    const isShown = bytes.childElementCount > 0;
    bytes.replaceChildren(...(isShown ? [] : [hexDump(before, after)]));
    show.textContent = isShown ? "Show bytes" : "Hide bytes";
    show.setAttribute("aria-expanded", !isShown);
  }, { "aria-expanded": "false" });
  return [el("h3", {}, "First cluster"), clusterDrawing(before, after), el("p", {}, show), bytes, headerTable(before, after)];
}

/** Returns a function that opens the image at a place of a list. */
function detailDialog(data) {
  const { facts, rows } = data;
  const dialog = byId("detail");

  async function show(found, at, moved) {
    const image = found[at];
    const detail = await data.detail(image);
    const group = facts.groups[rows.groups[image]];
    const wave = rows.waves[image];
    function go(to) {
      return button(to < at ? "Previous" : "Next", () => {
        moved(to);
        show(found, to, moved);
      }, to < 0 || to >= found.length ? { disabled: true } : {});
    }
    dialog.replaceChildren(
      el("div", { class: "tools" }, go(at - 1), go(at + 1),
        el("span", { class: "hint" }, `${number(at + 1)} of ${number(found.length)}`),
        button("Close", () => dialog.close(), { class: "close" })),
      el("div", { class: "content" },
        el("h2", { id: "detail-title", tabindex: "-1" }, rows.images[image]),
        el("p", {}, pill(facts.statuses[rows.statuses[image]]), wave ? ` in wave ${wave}` : ""),
        ...(detail.uri ? [el("p", { class: "hint" }, detail.uri)] : []),
        ...changesTable(detail.changes),
        ...undoText(group.undo),
        ...problemList(detail.problems, facts),
        ...factList(detail.facts),
        ...headerParts(detail)));
    if (!dialog.open) {
      dialog.showModal();
    }
    byId("detail-title").focus();
    dialog.scrollTop = 0;
  }
  return show;
}
