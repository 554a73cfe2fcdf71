// Files with data: chosen, dropped or pasted, and sent to the run.

import { fill } from "./words.js";

const LARGEST = 16 * 2 ** 20;

/**
 * Sends a file to the run with token `run`; resolves with { note, told } or { error }: a sentence, and what
 * it was made of.
 * `base` is where the server's own routes are.
 */
export async function upload(file, { base, run, texts }) {
  if (file.size > LARGEST) return { error: texts["upload.large"] };
  if (!file.size) return { error: texts["upload.empty"] };
  const address = new URL(`${base}/data`, document.baseURI);
  address.search = new URLSearchParams({ run, name: file.name });
  try {
    const answer = await fetch(address, { method: "POST", body: file });
    const told = await answer.json();
    if (told.error || !answer.ok) return { error: told.error ?? texts["upload.failed"] };
    return { note: fill(texts[told.note.key] ?? "", told.note.values), told: told.note };
  } catch (failure) {
    // No connection, or an answer that some server in between gave: the sentence says what to do.
    console.warn(failure);
    return { error: texts["upload.failed"] };
  }
}

/** Files dropped anywhere on the page or pasted into it go to `take`; `box` is lit up meanwhile. */
export function acceptFiles(box, take) {
  const carries = (transfer) => Boolean(transfer) && [...transfer.types].includes("Files");
  const light = (on) => box()?.classList.toggle("pg-drop", on);
  document.addEventListener("dragover", (event) => {
    if (!carries(event.dataTransfer)) return;
    // Otherwise the browser would leave the page to show the file.
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    light(true);
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget || light(false));
  document.addEventListener("drop", (event) => {
    light(false);
    if (!carries(event.dataTransfer)) return;
    event.preventDefault();
    if (event.dataTransfer.files.length) take(event.dataTransfer.files[0]);
  });
  document.addEventListener("paste", (event) => {
    if (carries(event.clipboardData) && event.clipboardData.files.length) take(event.clipboardData.files[0]);
  });
}
