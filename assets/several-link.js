// What a view with several runs has to do with addresses: the one that the page was opened with, a link to copy, and
// that of the run of Play.

import { language, texts } from "./language.js";

/** What an address names for the view, if it asks for that view. The address bar may have changed since the
 * visit began: it belongs to the run of Play. */
export function linked(view, name) {
  if (location.hash !== `#${view}`) return null;
  const [visit] = performance.getEntriesByType("navigation");
  return new URL(visit?.name || location.href, document.baseURI).searchParams.get(name);
}

/** Puts an address with the text `query` on the clipboard; `say(sentence, calm)` tells of it by the words `told`. */
export async function copyLink(view, name, query, say, told) {
  const pairs = { [name]: query, ...(language() === "en" ? {} : { lang: language() }) };
  try {
    await navigator.clipboard.writeText(new URL(`?${new URLSearchParams(pairs)}#${view}`, document.baseURI).href);
    say(texts[told], true);
  } catch {
    say(texts["several.link.failed"]);
  }
}

/** Opens the settings of the run in Play, which the address bar holds; `say(sentence)` tells why it cannot be done. */
export function playRun(open, say) {
  if (window.playground?.portable === false) say(texts["several.partial"]);
  else open(location.search.slice(1));
}
