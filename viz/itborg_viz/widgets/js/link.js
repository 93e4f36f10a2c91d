// The address bar describes the view, so that a link restores it, and each page is an entry of the browser's history.

export function render({ model }) {
  const pageOf = (query) => new URLSearchParams(query).get("page");
  let shown = null, turns = 0; // the page of the entry that the browser is at
  const write = () => {
    const query = model.get("query"), page = pageOf(query);
    if (query && location.search !== `?${query}`) {
      const another = shown !== null && page !== shown;
      history[another ? "pushState" : "replaceState"](history.state, "", `${location.pathname}?${query}`);
    }
    shown = page;
    // A system that switches to dark at night must not switch a page whose visitor chose light.
    if (window.theme) window.theme.variant = new URLSearchParams(query).get("theme") ?? "auto";
  };
  const turn = () => {
    shown = pageOf(location.search);
    model.set("turned", { page: shown, n: ++turns });
    model.save_changes();
  };
  model.on("change:query", write);
  window.addEventListener("popstate", turn);
  write();
  return () => window.removeEventListener("popstate", turn);
}
