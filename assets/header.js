// The head of the page: language, link, files in and out, full screen, light and dark.

import { Asking } from "./asking.js";
import { download, fetchFile } from "./exports.js";
import { fill } from "./words.js";
import { language, speak, texts } from "./language.js";

const KEPT = "playground.language";

/** Triggers `input` with { value } for a language: the server fills in words too. */
export function mount(element, props, watch, trigger) {
  const $ = (selector) => element.querySelector(selector);
  $("#theme").onclick = () => document.body.classList.toggle("dark");
  $("#full").onclick = fullScreen;
  $("#link").onclick = copyLink;
  chooseLanguage($("#language"), new Asking(trigger));
  offerFiles($("#export"), props.base);
}

function chooseLanguage(menu, asking) {
  const take = async (wanted) => {
    await speak(wanted);
    menu.value = language();
    await running();
    asking.send({ value: language() });
  };
  menu.onchange = () => {
    keep(menu.value);
    take(menu.value);
  };
  const asked = new URLSearchParams(location.search).get("lang");
  const wishes = [asked, kept(), ...navigator.languages].map((tag) => (tag ?? "").split("-")[0].toLowerCase());
  const known = [...menu.options].map(({ value }) => value);
  const wanted = wishes.find((wish) => known.includes(wish)) ?? language();
  menu.value = wanted;
  // The server, which cannot see what is kept here, may have begun in another language.
  if (wanted !== language() || kept()) take(wanted);
  else speak(wanted);
}

// A browser may keep nothing for a page within another one.
function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function keep(wanted) {
  try {
    localStorage.setItem(KEPT, wanted);
  } catch {
    // Then the choice holds for this visit alone.
  }
}

/** Resolves once the page has its run: before that, what is sent would begin another one. */
function running() {
  if (window.playground?.run) return Promise.resolve();
  return new Promise((resolve) => document.addEventListener("playground:frame", resolve, { once: true }));
}

function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
}

async function copyLink() {
  const stage = window.playground;
  const url = stage.link();
  if (!url) return stage.say(texts["link.long"]);
  try {
    await navigator.clipboard.writeText(url);
    stage.say(texts[stage.portable ? "link.copied" : "link.partial"], true);
  } catch {
    stage.say(texts["link.failed"]);
  }
}

function offerFiles(details, base) {
  const file = details.querySelector("input[type=file]");
  const make = {
    png: async () => download(await window.playground.png(), `${name()}.png`),
    svg: () => fetchFile(url(base, "figure", { format: "svg" }), `${name()}.svg`),
    csv: () => (window.playground.csv() ? download(window.playground.csv(), `${name()}.csv`, "text/csv") : texts["export.empty"]),
    run: () => fetchFile(url(base, "run"), `${name()}.safetensors`),
    open: () => file.click(),
  };
  details.addEventListener("click", async ({ target }) => {
    const kind = target.closest("[data-export]")?.dataset.export;
    if (!kind) return;
    details.open = false;
    window.playground.say((await make[kind]()) || "");
  });
  details.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !details.open) return;
    details.open = false;
    details.querySelector("summary").focus();
  });
  document.addEventListener("click", ({ target }) => details.contains(target) || (details.open = false));
  file.addEventListener("change", async () => {
    if (file.files.length) await open(file.files[0], base);
    file.value = "";
  });
}

async function open(file, base) {
  const answer = await fetch(url(base, "run"), { method: "POST", body: file });
  const { error, note } = await answer.json().catch(() => ({ error: texts["upload.failed"] }));
  // The server's own answer to this command clears what is said, so it comes first.
  if (!error) window.playground.send({ do: "look" });
  setTimeout(() => window.playground.say(error ?? fill(texts[note.key] ?? "", note.values), !error), error ? 0 : 600);
}

function url(base, what, query = {}) {
  return new URL(`${base}/${what}?${new URLSearchParams({ run: window.playground.run, ...query })}`, document.baseURI);
}

/** The name of a file, as the server gives it. */
function name() {
  const { preset, seed } = window.playground;
  return ["gan", preset, `seed${seed}`, `step${window.playground.stats().step}`].filter(Boolean).join("-");
}
