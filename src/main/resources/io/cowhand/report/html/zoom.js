// Zooms and moves a drawing by its viewBox: by buttons, keys, wheel and dragging.

const FACTOR = 1.25;
const STEP = 0.1;
const READABLE = 0.75;

function zoomable(section) {
  const drawing = section.querySelector("svg");
  const whole = drawing.viewBox.baseVal;
  const all = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
  let view = { ...all };

  function set(next) {
    view = next;
    drawing.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
    frame.classList.toggle("zoomed", view.width < all.width);
  }
  function zoom(factor, x = 0.5, y = 0.5) {
    const width = Math.min(all.width * 4, Math.max(all.width / 200, view.width / factor));
    const height = (width * all.height) / all.width;
    set({ x: view.x + (view.width - width) * x, y: view.y + (view.height - height) * y, width, height });
  }
  function move(x, y) {
    set({ ...view, x: view.x + x * view.width, y: view.y + y * view.height });
  }
  const actions = {
    "+": () => zoom(FACTOR), "=": () => zoom(FACTOR), "-": () => zoom(1 / FACTOR), "0": () => set({ ...all }),
    ArrowLeft: () => move(-STEP, 0), ArrowRight: () => move(STEP, 0), ArrowUp: () => move(0, -STEP), ArrowDown: () => move(0, STEP),
  };

  // A drawing that would be too small to read begins at its top left, in its own size.
  function showReadable() {
    const scale = Math.min(drawing.clientWidth / all.width, drawing.clientHeight / all.height);
    if (scale < READABLE) {
      set({ x: all.x, y: all.y, width: all.width * scale, height: all.height * scale });
    }
  }

  const frame = el("div", { class: "frame", tabindex: "0", role: "group", "aria-label": "Drawing; plus and minus zoom, arrow keys move, 0 shows all" });
  drawing.replaceWith(frame);
  frame.append(drawing);
  drawing.setAttribute("preserveAspectRatio", "xMinYMin meet");
  frame.before(el("div", { class: "tools" },
    button("Zoom in", actions["+"]), button("Zoom out", actions["-"]), button("Show all", actions["0"]),
    el("span", { class: "hint" }, "Drag to move. With the drawing in focus, + and − or the wheel zoom, arrow keys move.")));

  frame.addEventListener("keydown", (event) => {
    if (event.key in actions && !event.ctrlKey && !event.metaKey && !event.altKey) {
      actions[event.key]();
      event.preventDefault();
    }
  });
  frame.addEventListener("wheel", (event) => {
    // Without the focus, the wheel scrolls the page as everywhere else.
    if (document.activeElement === frame || event.ctrlKey) {
      const { left, top, width, height } = frame.getBoundingClientRect();
      zoom(event.deltaY < 0 ? FACTOR : 1 / FACTOR, (event.clientX - left) / width, (event.clientY - top) / height);
      event.preventDefault();
    }
  }, { passive: false });
  // A finger scrolls the page as everywhere else, unless the drawing is zoomed in.
  let dragged = null;
  frame.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && (event.pointerType === "mouse" || frame.classList.contains("zoomed"))) {
      dragged = event;
      frame.setPointerCapture(event.pointerId);
    }
  });
  frame.addEventListener("pointermove", (event) => {
    if (dragged) {
      move((dragged.clientX - event.clientX) / frame.clientWidth, (dragged.clientY - event.clientY) / frame.clientHeight);
      dragged = event;
    }
  });
  for (const end of ["pointerup", "pointercancel"]) {
    frame.addEventListener(end, () => (dragged = null));
  }
  showReadable();
}
