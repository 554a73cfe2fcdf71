// The views of the page: one is shown, the others rest.

const FIRST = "play";

/** The view that is shown. */
export function view() {
  return document.body.dataset.view ?? FIRST;
}

/** The navigation: its buttons name the views; the address remembers the one that is shown. */
export function mount(element) {
  const buttons = [...element.querySelectorAll("[data-view-name]")];
  const show = (name) => {
    const known = buttons.some((button) => button.dataset.viewName === name) ? name : FIRST;
    document.body.dataset.view = known;
    for (const button of buttons) {
      if (button.dataset.viewName === known) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    }
    document.dispatchEvent(new CustomEvent("playground:view", { detail: known }));
  };
  element.addEventListener("click", ({ target }) => {
    const name = target.closest("[data-view-name]")?.dataset.viewName;
    if (!name) return;
    history.replaceState(null, "", `${location.pathname}${location.search}${name === FIRST ? "" : `#${name}`}`);
    show(name);
  });
  window.addEventListener("hashchange", () => show(location.hash.slice(1)));
  show(location.hash.slice(1));
}
