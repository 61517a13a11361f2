// Reads a workflow as GitHub's own parser does, and prints what is wrong with it.
import { readFileSync } from "node:fs";
import { register } from "node:module";
import { pathToFileURL } from "node:url";

// The parser is written for bundlers, which import JSON without being told what it is.
const hook = `export const load = (url, context, next) =>
    next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context);`;
register("data:text/javascript," + encodeURIComponent(hook));

const [parser, file] = process.argv.slice(2);
const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } = await import(pathToFileURL(parser));
const parsed = parseWorkflow({ name: file, content: readFileSync(file, "utf8") }, new NoOperationTraceWriter());
const template = await convertWorkflowTemplate(parsed.context, parsed.value);
const errors = [...parsed.context.errors.getErrors(), ...(template.errors ?? []).map(error => ({ message: error.Message }))];
for (const error of errors) {
    console.log(error.message);
}
console.log("jobs: " + template.jobs.map(job => job.id.value).join(" "));
