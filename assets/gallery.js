// Choosing by picture: the presets' cards, the thumbnails of the data, and data of one's own.

import { Asking } from "./asking.js";
import { inWords } from "./complaints.js";
import { onLanguage, texts } from "./language.js";
import { openPad } from "./pad.js";
import { hangThumbnails } from "./thumbs.js";
import { acceptFiles, upload } from "./upload.js";
import { fill } from "./words.js";

/**
 * The component's value is the chosen key. Triggers `input` with { value } for a card, and { trained } too where it
 * is to begin at trained networks; own data adds
 * { query } (settings' text) for a drawing and comes as { uploaded } (a note) for a file.
 */
export function mount(element, props, watch, trigger) {
  const asking = new Asking(trigger, { settled: () => show() });
  const show = () => {
    if (asking.busy) return;
    for (const radio of element.querySelectorAll("input[type=radio]")) radio.checked = radio.value === props.value;
    const own = element.querySelector("[data-own-keys]");
    if (own) own.dataset.chosen = own.dataset.ownKeys.split(" ").includes(props.value);
  };
  element.addEventListener("change", ({ target }) => {
    if (target.type !== "radio") return;
    // Shown at once; the server's answer puts it right if it was refused.
    props.value = target.value;
    show();
    asking.send({ value: target.value });
  });
  element.addEventListener("click", (event) => {
    const link = event.target.closest("[data-trained]");
    // With a key held the browser opens the link's own address, in another tab.
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    props.value = link.dataset.trained;
    show();
    trigger("input", { value: link.dataset.trained, trained: link.dataset.trained });
  });
  let led = null;
  const lead = () => {
    show();
    // Only to another card: every event brings the value anew, and the list may be looked through meanwhile.
    if (props.value === led) return;
    led = props.value;
    requestAnimationFrame(() => reveal(element.querySelector("input[type=radio]:checked")?.closest("label")));
  };
  watch("value", lead);
  lead();
  hangThumbnails(element, props.base);
  if (element.querySelector("[data-own]")) offerOwnData(element, props, (data) => asking.send(data));
}

/** Scrolls the list that a card is in, and nothing else, to where the card can be seen. */
function reveal(card) {
  let list = card?.parentElement;
  while (list && !/auto|scroll/.test(getComputedStyle(list).overflow)) list = list.parentElement;
  if (!list || list === document.scrollingElement || list === document.body) return;
  const [inner, outer] = [card, list].map((element) => element.getBoundingClientRect());
  if (!inner.height) return;
  if (inner.top < outer.top || inner.bottom > outer.bottom) list.scrollTop += inner.top - outer.top - outer.height / 3;
  if (inner.left < outer.left || inner.right > outer.right) list.scrollLeft += inner.left - outer.left - outer.width / 4;
}

function offerOwnData(element, props, ask) {
  const { base } = props;
  const file = element.querySelector("input[type=file]");
  const status = element.querySelector("[role=status]");
  const stage = () => document.getElementById("stage-area");
  let pad = null;
  let said = null;
  onLanguage(() => said && (status.textContent = fill(texts[said.key] ?? "", said.values)));
  const draw = (kind) => {
    pad?.close();
    const box = stage();
    box.scrollIntoView({ block: "nearest" });
    const done = (act) => (...given) => {
      pad = null;
      act(...given);
    };
    pad = openPad(box, {
      kind,
      texts,
      initial: Object.fromEntries(new URLSearchParams(location.search)),
      onDone: done((settings) => ask({
        value: settings.distribution,
        query: new URLSearchParams(settings).toString(),
      })),
      onCancel: done(() => {}),
    });
  };
  const send = async (chosen) => {
    status.textContent = texts["upload.busy"];
    const { note = "", told = null, error } = await upload(chosen, { base, run: window.playground?.run ?? "", texts });
    status.textContent = error ? inWords(error) : note;
    said = told;
    status.dataset.alert = Boolean(error);
    if (!error) ask({ uploaded: note || chosen.name });
  };
  element.addEventListener("click", ({ target }) => {
    const wanted = target.closest("[data-own]")?.dataset.own;
    if (wanted === "file") file.click();
    else if (wanted) draw(wanted);
  });
  file.addEventListener("change", () => {
    if (file.files.length) send(file.files[0]);
    file.value = "";
  });
  acceptFiles(stage, send);
}
