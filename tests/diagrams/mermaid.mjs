// mermaid.mjs FILE...: reads each file with mermaid's parser, as the kind of diagram that its name says.
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

const page = new JSDOM("<!DOCTYPE html><body></body>");
globalThis.window = page.window;
globalThis.document = page.window.document;
const { default: mermaid } = await import("mermaid");

const version = JSON.parse(readFileSync(new URL("./node_modules/mermaid/package.json", import.meta.url))).version;
const kinds = { sequence: "sequence", state: "stateDiagram" };

async function whatIsWrong(text, kind) {
  try {
    const { diagramType } = await mermaid.parse(text);
    return diagramType === kind ? undefined : `is a ${diagramType}, not a ${kind}`;
  } catch (error) {
    return String(error);
  }
}

const files = process.argv.slice(2);
let failed = files.length === 0 ? 1 : 0;
// It must say no to what is wrong, or its yes means nothing.
if ((await whatIsWrong("sequenceDiagram\n a->>", "sequence")) === undefined) {
  console.log("this mermaid takes everything for right");
  failed += 1;
}
for (const file of files) {
  const kind = kinds[file.split(".").at(-2)];
  const wrong = await whatIsWrong(readFileSync(file, "utf8"), kind);
  if (wrong === undefined) continue;
  console.log(`${file}: ${wrong}`);
  failed += 1;
}
console.log(`mermaid ${version}: ${files.length} diagrams read, ${failed} wrong`);
process.exit(failed === 0 ? 0 : 1);
