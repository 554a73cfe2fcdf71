// Out of the page: pictures, numbers and the run itself; and a saved run back in.

import { texts } from "./language.js";

/** Hands the browser a file. */
export function download(content, name, type) {
  const url = content instanceof Blob ? URL.createObjectURL(content) : URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  Object.assign(link, { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Fetches a file that the server makes of the run, and hands it on; a sentence if it cannot. */
export async function fetchFile(url, fallback) {
  const answer = await fetch(url);
  if (!answer.ok) return (await answer.json().catch(() => ({}))).error ?? texts["notice.lost"];
  const name = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") ?? "")?.[1] ?? fallback;
  download(await answer.blob(), name);
  return "";
}

/** The stage as a PNG, twice as fine as the screen and on the page's own ground. */
export function stagePng(paint, { width, height, ratio }, ground) {
  const canvas = document.createElement("canvas");
  const fine = Math.max(2, ratio);
  canvas.width = Math.round(width * fine);
  canvas.height = Math.round(height * fine);
  const context = canvas.getContext("2d");
  context.setTransform(fine, 0, 0, fine, 0, 0);
  context.fillStyle = ground;
  context.fillRect(0, 0, width, height);
  paint(context, { width, height, ratio: fine });
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
