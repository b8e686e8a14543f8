// Import a file with a translator of Zotero and print the items as Zotero keeps them: node zotero.mjs TRANSLATOR FILE
//
// The translator is Zotero's own file: an installed Zotero has it in the folder translators of its data, and it never
// enters this project (its licence is another). What is written here are the few things that Zotero gives translators,
// and the fields of the two kinds of items that compactx writes: names of Zotero's schema, each with its base field.

import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const FIELDS = {
  statute: {
    nameOfAct: "title", publicLawNumber: "number", dateEnacted: "date",
    ...own("abstractNote code codeNumber pages section session history shortTitle language url accessDate rights extra"),
  },
  report: {
    reportNumber: "number", reportType: "type", institution: "publisher",
    ...own("title abstractNote seriesTitle place date pages language shortTitle url accessDate archive archiveLocation"),
    ...own("libraryCatalog callNumber rights extra"),
  },
};
const KEPT_APART = new Set(["itemType", "creators", "notes", "tags", "attachments", "seeAlso"]);

function own(names) {
  return Object.fromEntries(names.split(" ").map((name) => [name, name]));
}

// An item is saved field by field in the order in which they were set, a base field under the name that the kind has
// for it: what comes later stands.
function saved(item) {
  const fields = FIELDS[item.itemType] ?? {};
  const kept = { itemType: item.itemType, creators: item.creators, notes: item.notes.map(({ note }) => note), lost: [] };
  for (const [name, value] of Object.entries(item)) {
    if (KEPT_APART.has(name) || value === undefined || typeof value === "function") continue;
    const field = name in fields ? name : Object.keys(fields).find((one) => fields[one] === name);
    if (field) kept[field] = value;
    else kept.lost.push(name);
  }
  return kept;
}

const [translator, path] = process.argv.slice(2);
const lines = readFileSync(path, "utf8").split("\n");
const items = [];
const Zotero = {
  read: () => (lines.length ? lines.shift() : false),
  getHiddenPref: () => undefined,
  debug() {},
  Utilities: {
    fieldIsValidForType: (field, kind) => field in (FIELDS[kind] ?? {}),
    unescapeHTML: (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"),
    cleanDOI: (text) => (text.match(/10\.\d{4,}\/\S+/) ?? [null])[0],
    deepCopy: (value) => structuredClone(value),
  },
  Item: function Item(itemType) {
    Object.assign(this, { itemType, creators: [], notes: [], tags: [], attachments: [], seeAlso: [] });
    this.complete = () => { items.push(saved(this)); };
  },
};
const source = readFileSync(translator, "utf8");
const world = createContext({ Zotero, Z: Zotero, ZU: Zotero.Utilities, console });
runInContext(source.slice(source.indexOf("\n}\n") + 3), world); // what stands before is a head of JSON
await world.doImport();
console.log(JSON.stringify(items));
