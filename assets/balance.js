// Who is ahead: how often D scores a real sample above a fake, from never to always, with even in the middle.

import { toNumber } from "./record.js";
import { fill } from "./words.js";

/** Within the sampling error of 2,000 samples of each kind (two standard deviations) nobody is ahead. */
const EVEN = 0.02;
const SIDES = ["g", "even", "d"];

export class Balance {
  constructor(element, texts) {
    element.classList.add("pg-balance");
    element.innerHTML = `<div class="pg-balance-track" role="meter" aria-valuemin="0" aria-valuemax="1"><i></i><b></b></div>
      <div class="pg-balance-words" aria-hidden="true">${SIDES.map((side) => `<span data-side="${side}"></span>`).join("")}</div>`;
    this.element = element;
    this.track = element.firstElementChild;
    [this.bar, this.needle] = this.track.children;
    this.setTexts(texts);
  }

  setTexts(texts) {
    this.texts = texts;
    this.track.setAttribute("aria-label", texts["balance.label"]);
    for (const side of SIDES) this.element.querySelector(`[data-side="${side}"]`).textContent = texts[`balance.${side}`];
    this.show(this.value);
  }

  /** `value` is the metric `ranking`, or nothing where it has not been measured. */
  show(value) {
    this.value = value;
    const share = toNumber(value);
    const known = share >= 0 && share <= 1;
    const side = !known ? "" : Math.abs(share - 0.5) <= EVEN ? "even" : share > 0.5 ? "d" : "g";
    this.element.dataset.ahead = side;
    this.needle.hidden = this.bar.hidden = !known;
    if (known) {
      this.needle.style.left = `${100 * share}%`;
      this.bar.style.left = `${100 * Math.min(share, 0.5)}%`;
      this.bar.style.width = `${100 * Math.abs(share - 0.5)}%`;
      this.track.setAttribute("aria-valuenow", share.toFixed(2));
    } else this.track.removeAttribute("aria-valuenow");
    const spoken = known
      ? fill(this.texts["balance.value"], { who: this.texts[`balance.${side}`], share: (100 * share).toFixed(0) })
      : this.texts["balance.unknown"];
    this.track.setAttribute("aria-valuetext", spoken);
    this.element.title = spoken;
  }
}
