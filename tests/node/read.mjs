// Read a file with one program and print as JSON what it found: node read.mjs PROGRAM FILE...

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const READERS = {
  // The parser that pages draw with, within its usual limits.
  async mermaid(path) {
    const { JSDOM } = await import("jsdom");
    globalThis.window = new JSDOM("").window;
    globalThis.document = globalThis.window.document;
    const { default: mermaid } = await import("mermaid");
    mermaid.initialize({ startOnLoad: false });
    const text = readFileSync(path, "utf8");
    const { maxTextSize } = mermaid.mermaidAPI.defaultConfig;
    if (text.length > maxTextSize) throw new Error("Maximum text size in diagram exceeded");
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    const labels = [...db.getVertices().values()].map((vertex) => vertex.text);
    return { nodes: labels.length, edges: db.getEdges().length, labels };
  },

  // The linter of Neo4j's own editor.
  async cypher(path) {
    const { lintCypherQuery } = await import("@neo4j-cypher/language-support");
    return lintCypherQuery(readFileSync(path, "utf8"), {}).diagnostics.map((one) => one.message);
  },

  // The citation processor of Zotero; the file holds items and a style.
  async citeproc(path) {
    const { default: CSL } = await import("citeproc");
    const { items, style } = JSON.parse(readFileSync(path, "utf8"));
    const locale = createRequire(import.meta.url)("@citation-js/plugin-csl/lib-mjs/locales.json")["en-US"];
    const known = Object.fromEntries(items.map((item) => [item.id, item]));
    const system = { retrieveLocale: () => locale, retrieveItem: (id) => known[id] };
    const engine = new CSL.Engine(system, style, "en-US");
    engine.setOutputFormat("text");
    engine.updateItems(Object.keys(known));
    const cited = items.map(({ id, locator, label }) => {
      const cluster = { citationItems: [{ id, locator, label }], properties: { noteIndex: 1 } };
      return engine.previewCitationCluster(cluster, [], [], "text");
    });
    const whole = engine.makeBibliography();
    return { cited, bibliography: whole ? whole[1] : [] };
  },

  // The JSON-LD processor of the W3C's test suite.
  async jsonld(path) {
    const { default: jsonld } = await import("jsonld");
    const refuse = () => { throw new Error("it wants to fetch something"); };
    const options = { format: "application/n-quads", documentLoader: refuse };
    const quads = await jsonld.toRDF(JSON.parse(readFileSync(path, "utf8")), options);
    return new Set(quads.trim().split("\n")).size;
  },

  // The reader of sigma.js and Gephi Lite.
  async gexf(path) {
    const { JSDOM } = await import("jsdom");
    globalThis.DOMParser = new JSDOM("").window.DOMParser;
    const { default: graphology } = await import("graphology");
    const { default: gexf } = await import("graphology-gexf");
    const graph = gexf.parse(graphology.MultiDirectedGraph, readFileSync(path, "utf8"));
    const nodes = graph.mapNodes((id, { x, y, size, color }) => ({ id, x, y, size, color }));
    return { nodes, edges: graph.size };
  },
};

const [program, ...paths] = process.argv.slice(2);
for (const path of paths) {
  try {
    console.log(JSON.stringify({ found: await READERS[program](path) }));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error.message ?? error) }));
  }
}
