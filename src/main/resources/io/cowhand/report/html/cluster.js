// Draws the first cluster of an image: the whole cluster to scale, and below it the part that is in use, enlarged.

const WIDTH = 1000;

function end(part) {
  return part.offset + part.length;
}

function isSlack(part) {
  return part.kind === "slack";
}

function byteAt(part, offset) {
  const at = (offset - part.offset) * 2;
  return at < part.hex.length ? parseInt(part.hex.substring(at, at + 2), 16) : 0;
}

/** Returns the bytes of a header up to an offset. */
function bytesOf(parts, length) {
  const bytes = new Uint8Array(length);
  for (const part of parts) {
    for (let i = 0; i < part.hex.length / 2 && part.offset + i < length; i++) {
      bytes[part.offset + i] = byteAt(part, part.offset + i);
    }
  }
  return bytes;
}

/** Returns the offset after the last byte that is used or not zero. */
function used(parts) {
  return parts.reduce((most, part) => Math.max(most, isSlack(part) ? (part.hex ? part.offset + part.hex.length / 2 : 0) : end(part)), 0);
}

/** Returns the ranges in which two headers differ. */
function differences(one, other) {
  const ranges = [];
  for (let i = 0; i < one.length; i++) {
    if (one[i] !== other[i]) {
      const last = ranges[ranges.length - 1];
      if (last && last[1] === i) {
        last[1] = i + 1;
      } else {
        ranges.push([i, i + 1]);
      }
    }
  }
  return ranges;
}

/** Returns a function that gives each kind of part, and each type of extension, a class for its colour. */
function colours() {
  const extensions = new Map();
  return (part) => {
    if (part.kind !== "extension") {
      return `part-${part.kind.replaceAll(" ", "-")}`;
    }
    if (!extensions.has(part.name)) {
      extensions.set(part.name, extensions.size % 5);
    }
    return `part-extension-${extensions.get(part.name)}`;
  };
}

function rect(x, y, width, height, attributes, title) {
  return svg("rect", { x, y, width, height, ...attributes }, ...(title ? [svg("title", {}, title)] : []));
}

function drawOne(label, parts, length, changed, colour) {
  const cluster = end(parts[parts.length - 1]);
  const inUse = used(parts);
  const zoom = WIDTH / length;
  const small = WIDTH / cluster;
  const drawing = svg("svg", {
    viewBox: `0 0 ${WIDTH} 96`, preserveAspectRatio: "none", role: "img", class: "cluster",
    "aria-label": `${label}: ${number(inUse)} of ${number(cluster)} bytes in use, in ${parts.filter((part) => !isSlack(part)).length} parts`
      + (changed.length > 0 ? `, ${count(changed.reduce((sum, [from, to]) => sum + to - from, 0), "byte")} changed` : ""),
  });
  drawing.append(
    rect(0, 0, WIDTH, 12, { class: "part-slack" }, "the whole cluster"),
    rect(0, 0, Math.max(1, inUse * small), 12, { class: "in-use" }, "in use"),
    svg("path", { class: "link", d: `M0 12 L${Math.max(1, length * small)} 12 L${WIDTH} 34 L0 34 Z` }));
  for (const part of parts) {
    const from = part.offset * zoom;
    const width = Math.min(WIDTH, end(part) * zoom) - from;
    if (width > 0) {
      drawing.append(rect(from, 34, width, 48, { class: `part ${colour(part)}` },
        `${part.name}: ${count(part.length, "byte")} at ${number(part.offset)}`));
    }
  }
  for (const [from, to] of changed) {
    drawing.append(rect(from * zoom, 84, Math.max(2, (to - from) * zoom), 12, { class: "changed" }, `bytes ${from} to ${to - 1} changed`));
  }
  return el("figure", { class: "cluster" },
    el("figcaption", {}, el("strong", {}, label), ` ${number(inUse)} of ${number(cluster)} bytes in use; the first ${number(length)} enlarged`),
    drawing);
}

function legend(parts, colour, hasChanges) {
  const shown = new Map();
  for (const part of parts) {
    const words = part.kind === "field" ? "header fields" : part.name;
    shown.set(words, colour(part));
  }
  if (hasChanges) {
    shown.set("changed bytes", "changed");
  }
  return el("ul", { class: "legend", "aria-label": "Colours" },
    ...[...shown].map(([words, name]) => el("li", {},
      svg("svg", { viewBox: "0 0 10 10", "aria-hidden": "true" }, rect(0, 0, 10, 10, { class: name })), words)));
}

/** Returns pictures of a header before and after, or of one that does not change. */
function clusterDrawing(before, after) {
  const sides = after ? [before, after] : [before];
  const length = Math.max(...sides.map(used), 1);
  const changed = after ? differences(bytesOf(before, length), bytesOf(after, length)) : [];
  const colour = colours();
  const labels = after ? ["Before:", "After:"] : ["First cluster:"];
  return el("div", {},
    ...sides.map((parts, at) => drawOne(labels[at], parts, length, changed, colour)),
    legend(sides.flat(), colour, changed.length > 0));
}

function hexLines(bytes, other) {
  const lines = [];
  for (let at = 0; at < bytes.length; at += 16) {
    lines.push(`${at.toString(16).padStart(4, "0")}  `);
    for (let i = at; i < Math.min(bytes.length, at + 16); i++) {
      const hex = bytes[i].toString(16).padStart(2, "0");
      lines.push(other && other[i] !== bytes[i] ? el("mark", {}, hex) : hex, i % 16 === 7 ? "  " : " ");
    }
    lines.push("\n");
  }
  return lines;
}

/** Returns the bytes in hexadecimal, with those that differ marked. */
function hexDump(before, after) {
  const length = Math.max(used(before), after ? used(after) : 0);
  const old = bytesOf(before, length);
  const made = after ? bytesOf(after, length) : null;
  function dump(label, bytes, other) {
    return [el("h4", {}, label), el("pre", { class: "hex", tabindex: "0", role: "region", "aria-label": label }, ...hexLines(bytes, other))];
  }
  return el("div", { class: "dumps" },
    el("div", {}, ...dump(made ? "Bytes before" : "Bytes", old, made)),
    ...(made ? [el("div", {}, ...dump("Bytes after", made, old))] : []));
}
