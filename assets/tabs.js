// Tabs: one is selected and alone in the tab order; arrow keys, Home and End go from one to the next.

/** The style sheet shows the panel of the selected tab, so nothing but the tabs holds a state. */
export function mount(element) {
  const tabs = [...element.querySelectorAll("[role=tab]")];
  const select = (chosen) => {
    for (const tab of tabs) {
      tab.setAttribute("aria-selected", String(tab === chosen));
      tab.tabIndex = tab === chosen ? 0 : -1;
    }
  };
  const reach = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  element.addEventListener("click", ({ target }) => {
    const tab = target.closest("[role=tab]");
    if (tab) select(tab);
  });
  element.addEventListener("keydown", (event) => {
    const at = tabs.indexOf(event.target.closest("[role=tab]"));
    const ends = { Home: 0, End: tabs.length - 1 };
    const to = event.key in ends ? ends[event.key] : at + reach[event.key];
    if (at < 0 || Number.isNaN(to)) return;
    event.preventDefault();
    const next = tabs[(to + tabs.length) % tabs.length];
    select(next);
    next.focus();
  });
}
