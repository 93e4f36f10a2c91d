// Runs in Solara's page before anything is drawn: light or dark as in the link, otherwise as in the system.
// Solara's own setting "auto" does the same, but leaves the page without the element that it draws into.
{
  const chosen = new URLSearchParams(location.search).get("theme");
  theme.variant = chosen === "light" || chosen === "dark" ? chosen : "auto";
  appContainer.classList.toggle("theme--dark", inDarkMode());
  appContainer.classList.toggle("theme--light", !inDarkMode());
  if (inDarkMode()) changeThemeCSS("dark");
}

// A page that has lost its server comes back by itself: its address restores the view. Solara connects again by itself
// after a short interruption, so the page is loaded only when the server responds and the connection stays lost.
{
  const PAUSE = 3000, PATIENCE = 4; // milliseconds between two looks; responses of a server without a connection
  let responses = 0;
  setInterval(async () => {
    const lost = typeof app !== "undefined" && app.wasConnected && app.connectionStatus !== "connected";
    if (!lost) responses = 0;
    if (!lost || document.hidden) return;
    try {
      const response = await fetch(`${solara.rootPath}/readyz`, { cache: "no-store" });
      responses += response.ok;
    } catch {
      responses = 0;
    }
    if (responses >= PATIENCE) location.reload();
  }, PAUSE);
}
