// What the server complains of, in the language of the page.
//
// The server speaks English. Another language keeps its sentences under `complaint.<English sentence>`, with
// names in braces where the server fills something in, which may be such a sentence or a part of one itself.

import { language, texts } from "./language.js";

const PREFIX = "complaint.";
const LONGEST = 2000; // more than that is no sentence

let patterns = [];
let known = "";

/** The server's sentence in the page's language, or as it is where that has no words for it. */
export function inWords(sentence) {
  if (!sentence || sentence.length > LONGEST) return sentence ?? "";
  if (known !== language()) [known, patterns] = [language(), readPatterns()];
  for (const { pattern, names, words } of patterns) {
    const found = pattern.exec(sentence);
    if (!found) continue;
    const values = Object.fromEntries(names.map((name, i) => [name, inWords(found[i + 1])]));
    return words.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  }
  return sentence;
}

/** Those that say most come first: a sentence may fit several. */
function readPatterns() {
  const pairs = Object.keys(texts).filter((key) => key.startsWith(PREFIX)).map((key) => [key.slice(PREFIX.length), texts[key]]);
  if (!pairs.length) return [];
  // The server puts this one into the visitor's language itself, around a complaint that is English.
  pairs.push([texts["notice.settings"], texts["notice.settings"]]);
  return pairs.map(read).sort((one, other) => other.weight - one.weight);
}

function read([template, words]) {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const parts = template.split(/\{\w+\}/);
  const pattern = new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("([\\s\\S]*?)")}$`);
  return { pattern, names, words, weight: parts.join("").length };
}
