// The address bar says what is on the screen, so that it can be passed on.

export function render({ model }) {
  const write = () => {
    const query = model.get("query");
    if (query && location.search !== `?${query}`) history.replaceState(history.state, "", `${location.pathname}?${query}`);
  };
  model.on("change:query", write);
  write();
}
