// The words of the page: one dictionary shared by all scripts, exchanged when the language changes.

const FIRST = "en"; // what the server writes

/**
 * The words in the page's present language, by key. Whatever imports this waits for the first of them, so that
 * no component has to bring its own: Gradio copies all that a component holds at every event.
 */
export const texts = await wordsIn(FIRST);
let spoken = FIRST;
let asked = FIRST;

export function language() {
  return spoken;
}

/** Calls back after each change of language. */
export function onLanguage(callback) {
  document.addEventListener("playground:language", () => callback());
}

/** Exchanges all words on the page for those of another language; whoever asks last decides. */
export async function speak(wanted) {
  asked = wanted;
  if (wanted === spoken) {
    document.documentElement.lang = spoken; // Gradio may have named the browser's own
    return;
  }
  const words = await wordsIn(wanted).catch((failure) => {
    // Without a connection the page goes on in the language it has.
    console.warn(failure);
    return null;
  });
  if (!words || asked !== wanted) return;
  spoken = wanted;
  for (const key of Object.keys(texts)) delete texts[key];
  Object.assign(texts, words);
  document.documentElement.lang = wanted;
  document.title = texts.title;
  translate(document);
  if (wanted === FIRST) later.disconnect();
  else later.observe(document.body, { childList: true, subtree: true });
  document.dispatchEvent(new CustomEvent("playground:language"));
}

async function wordsIn(language) {
  const answer = await fetch(new URL(`../texts/${language}`, import.meta.url));
  if (!answer.ok) throw new Error(`There are no words in ${language}: ${answer.status}.`);
  return answer.json();
}

// Gradio puts its components on the page when it likes, always in the server's words.
const later = new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) if (node.nodeType === Node.ELEMENT_NODE) translate(node);
  }
});

// What the server wrote, for words that the dictionary lacks: names out of its catalogue.
const written = new WeakMap();

/**
 * Puts the present words into every element that names its own: `data-text` (with `data-values`) is the
 * key of its text, `data-text-label` of its label, and `data-told-by` names an element as its tooltip.
 */
export function translate(root) {
  for (const element of marked(root, "data-text")) {
    if (!written.has(element)) written.set(element, element.textContent);
    const words = texts[element.dataset.text];
    element.textContent = words === undefined ? written.get(element) : filled(words, element.dataset.values);
  }
  for (const element of marked(root, "data-text-label")) {
    const words = texts[element.dataset.textLabel];
    if (words === undefined) continue;
    element.setAttribute("aria-label", words);
    if (element.title) element.title = words;
  }
  for (const element of marked(root, "data-told-by")) {
    element.title = document.getElementById(element.dataset.toldBy)?.textContent ?? "";
  }
}

function marked(root, attribute) {
  const inside = [...root.querySelectorAll(`[${attribute}]`)];
  return root !== document && root.hasAttribute(attribute) ? [root, ...inside] : inside;
}

/** A value that is itself a sentence of the catalogue has its words under `<name>.<sentence>`. */
function filled(words, values) {
  if (!values) return words;
  const given = JSON.parse(values);
  return words.replace(/\{(\w+)\}/g, (_, name) => texts[`${name}.${given[name]}`] ?? given[name] ?? "");
}
