// Plotly, fetched from our own server once somebody sees a chart and the browser has a moment.

let loading;

/** Plotly itself; rejects if its script does not come, and tries anew the next time. */
export function plotly(base) {
  loading ??= idle().then(() => script(`${base}/plotly.min.js`)).then(() => window.Plotly);
  loading.catch(() => (loading = undefined));
  return loading;
}

function idle() {
  return new Promise((resolve) => {
    if (window.requestIdleCallback) requestIdleCallback(resolve, { timeout: 3000 });
    else setTimeout(resolve, 300);
  });
}

function script(address) {
  return new Promise((resolve, reject) => {
    const tag = document.createElement("script");
    tag.src = new URL(address, document.baseURI).href;
    tag.onload = resolve;
    tag.onerror = () => reject(new Error(`No script came from ${tag.src}.`));
    document.head.append(tag);
  });
}
