// The address bar describes the view, so that a link restores it.

export function render({ model }) {
  const write = () => {
    const query = model.get("query");
    if (query && location.search !== `?${query}`) history.replaceState(history.state, "", `${location.pathname}?${query}`);
    // A system that switches to dark at night must not switch a page whose visitor chose light.
    if (window.theme) window.theme.variant = new URLSearchParams(query).get("theme") ?? "auto";
  };
  model.on("change:query", write);
  write();
}
