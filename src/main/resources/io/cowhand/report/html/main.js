// Reads the data, and connects the parts of the page.

async function start() {
  const graph = byId("graph");
  if (graph) {
    zoomable(graph);
  }
  const data = await load();
  if (!data.facts) {
    return;
  }
  const { facts } = data;
  const all = facts.groups.reduce((sum, group) => sum + group.images, 0);
  const showGroups = groupList(facts, (group) => {
    form.showGroup(group);
    byId("list-title").focus();
    byId("list").scrollIntoView();
  });
  const showImages = facts.listed ? imageTable(data, detailDialog(data)) : () => {};
  const form = filterForm(data, (filter) => {
    const { images, counts } = find(filter, data);
    const found = counts.reduce((sum, each) => sum + each, 0);
    byId("found").textContent = (found === all ? `${count(all, "image")}.` : `${number(found)} of ${count(all, "image")}.`)
      + (filter.group === null ? "" : " Only one group is shown; Clear shows all.");
    showGroups(counts);
    showImages(images);
  });
  byId("list").hidden = !facts.listed;
  byId("interactive").hidden = false;
  if (!facts.listed) {
    byId("found").before(el("p", { class: "note" },
      `The fleet has more than ${count(facts.most, "image")}, so the report shows groups only.`));
  }
  form.apply();
  performance.mark("ready");
  document.documentElement.dataset.ready = "true";
}

start().catch((error) => {
  document.querySelector("main").append(el("p", { class: "note" }, `The report cannot be shown: ${error.message}`));
  throw error;
});
