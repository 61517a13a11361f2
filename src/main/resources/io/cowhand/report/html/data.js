// Reads the blocks of compressed data: facts and rows at once, details when an image is opened.

async function unpack(block) {
  const text = atob(block.textContent);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    bytes[i] = text.charCodeAt(i);
  }
  const unzipped = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(unzipped).json();
}

function blocks(name) {
  return [...document.querySelectorAll(`script[data-block="${name}"]`)];
}

/** Gives the parts of a header their values: those of its shape, or its own. */
function header(shapes, encoded) {
  if (!encoded) {
    return null;
  }
  const parts = shapes[encoded[0]].map((part) => part.slice());
  for (let i = 1; i < encoded.length; i += 4) {
    parts[encoded[i]].splice(2, 3, encoded[i + 1], encoded[i + 2], encoded[i + 3]);
  }
  let offset = 0;
  return parts.map(([kind, name, length, hex, text]) => {
    const part = { kind, name, offset, length, hex, text };
    offset += length;
    return part;
  });
}

async function load() {
  const [facts] = await Promise.all(blocks("facts").map(unpack));
  const rows = { images: [], statuses: [], waves: [], groups: [], codes: [] };
  const starts = [];
  if (facts && facts.listed) {
    for (const block of await Promise.all(blocks("rows").map(unpack))) {
      starts.push(rows.images.length);
      for (const column of Object.keys(rows)) {
        rows[column] = rows[column].concat(block[column]);
      }
    }
  }
  const details = blocks("details");
  let cached = -1;
  let block = null;
  async function detail(image) {
    const at = starts.findLastIndex((start) => start <= image);
    if (at !== cached) {
      cached = at;
      block = unpack(details[at]);
    }
    const { images, shapes } = await block;
    const found = images[image - starts[at]];
    return { ...found, before: header(shapes, found.before), after: header(shapes, found.after) };
  }
  return { facts, rows, detail };
}
