// The address bar says what is on the screen, so that it can be passed on.

export function render({ model }) {
  const write = () => {
    const query = model.get("query");
    if (query && location.search !== `?${query}`) history.replaceState(history.state, "", `${location.pathname}?${query}`);
    // A system that turns dark at night must not turn a page for which light was chosen.
    if (window.theme) window.theme.variant = new URLSearchParams(query).get("theme") ?? "auto";
  };
  model.on("change:query", write);
  write();
}
