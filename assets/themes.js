// Light and dark: tells when the page's colours may have changed.

/** Calls back after a change of theme; returns a function that ends it. */
export function onTheme(callback) {
  const observer = new MutationObserver(() => callback());
  for (const element of [document.documentElement, document.body]) {
    observer.observe(element, { attributes: true, attributeFilter: ["class", "style"] });
  }
  return () => observer.disconnect();
}
