// The list of images. Only the visible rows exist, in a body that has the height of all of them.

const BEYOND = 5;

function imageTable({ facts, rows }, open) {
  const grid = byId("images");
  const columns = ["status", "image", ...(rows.waves.some((wave) => wave > 0) ? ["wave"] : []),
    ...(facts.codes.length > 0 ? ["problems"] : [])];
  const cells = {
    status: (image) => pill(facts.statuses[rows.statuses[image]]),
    image: (image) => rows.images[image],
    wave: (image) => rows.waves[image] || "",
    problems: (image) => rows.codes[image].map((code) => facts.codes[code][0]).join(", "),
  };
  const head = el("div", { role: "rowgroup", class: "head" },
    el("div", { role: "row", "aria-rowindex": "1" },
      ...columns.map((name) => el("div", { role: "columnheader", class: name }, name))));
  const body = el("div", { role: "rowgroup", class: "body" });
  grid.append(head, body);
  let found = [];
  let active = 0;
  const shown = new Map();

  function rowHeight() {
    return parseFloat(getComputedStyle(grid).getPropertyValue("--row"));
  }

  function row(at, height) {
    const image = found[at];
    const made = el("div", {
      role: "row", id: `row-${at}`, "aria-rowindex": at + 2,
    }, ...columns.map((name) => el("div", { role: "gridcell", class: name }, cells[name](image))));
    made.style.transform = `translateY(${at * height}px)`;
    made.addEventListener("click", () => choose(at));
    return made;
  }

  function clear() {
    shown.clear();
    body.replaceChildren();
    body.style.height = `${found.length * rowHeight()}px`;
  }

  function draw() {
    const height = rowHeight();
    const first = Math.max(0, Math.floor(grid.scrollTop / height) - BEYOND);
    const end = Math.min(found.length, Math.ceil((grid.scrollTop + grid.clientHeight) / height) + BEYOND);
    for (const [at, element] of shown) {
      if (at < first || at >= end) {
        element.remove();
        shown.delete(at);
      }
    }
    // A row that stays visible remains the same element, which may be in the middle of a click.
    let next = null;
    for (let at = end - 1; at >= first; at--) {
      if (!shown.has(at)) {
        shown.set(at, row(at, height));
        body.insertBefore(shown.get(at), next);
      }
      next = shown.get(at);
      next.setAttribute("aria-selected", at === active);
    }
    if (active >= first && active < end) {
      grid.setAttribute("aria-activedescendant", `row-${active}`);
    } else {
      grid.removeAttribute("aria-activedescendant");
    }
  }

  function move(at) {
    const height = rowHeight();
    const room = grid.clientHeight - head.offsetHeight;
    active = Math.max(0, Math.min(found.length - 1, at));
    grid.scrollTop = Math.min(active * height, Math.max(grid.scrollTop, (active + 1) * height - room));
    draw();
  }

  function choose(at) {
    if (at < found.length) {
      move(at);
      open(found, at, move);
    }
  }

  grid.addEventListener("scroll", () => requestAnimationFrame(draw));
  addEventListener("resize", () => {
    clear();
    draw();
  });
  grid.addEventListener("keydown", (event) => {
    const page = Math.max(1, Math.floor((grid.clientHeight - head.offsetHeight) / rowHeight()) - 1);
    const moves = {
      ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page,
      Home: 0, End: found.length - 1,
    };
    if (event.key in moves) {
      move(moves[event.key]);
    } else if (event.key === "Enter" || event.key === " ") {
      choose(active);
    } else {
      return;
    }
    event.preventDefault();
  });

  return (images) => {
    found = images;
    active = 0;
    clear();
    grid.scrollTop = 0;
    grid.setAttribute("aria-rowcount", images.length + 1);
    draw();
  };
}
