// Tabs that tell which of them was selected.

import { make } from "./duel-dom.js";
import * as tabs from "./tabs.js";

/** Tabs by their names; `choose` hears which one was selected. */
export function tabList(label, names, prefix, choose) {
  const list = make("div", { class: "pd-tabs", role: "tablist", label },
    ...names.map((name, i) => make("button", {
      type: "button", role: "tab", id: `pd-tab-${name}`, "data-name": name, text: `${prefix}.${name}`,
      "aria-selected": String(i === 0), tabindex: i ? "-1" : "0",
    })));
  tabs.mount(list);
  let last = names[0];
  const read = () => {
    const { name } = list.querySelector("[aria-selected=true]").dataset;
    if (name !== last) choose((last = name));
  };
  list.addEventListener("click", read);
  list.addEventListener("keyup", read);
  return list;
}
