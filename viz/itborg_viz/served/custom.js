// Runs in Solara's page before anything is drawn: light or dark as in the link, otherwise as in the system.
// Solara's own setting "auto" does the same, but leaves the page without the element that it draws into.
{
  const chosen = new URLSearchParams(location.search).get("theme");
  theme.variant = chosen === "light" || chosen === "dark" ? chosen : "auto";
  appContainer.classList.toggle("theme--dark", inDarkMode());
  appContainer.classList.toggle("theme--light", !inDarkMode());
  if (inDarkMode()) changeThemeCSS("dark");
}

// Links are relative, so the address of the app ends with a slash; a proxy that removes the path cannot add it.
if (solara.rootPath && location.pathname === solara.rootPath) {
  history.replaceState(history.state, "", `${solara.rootPath}/${location.search}${location.hash}`);
}

// The template of the framework says only "Server disconnected."; it is read after this script.
{
  const template = document.getElementById("vue-app-template");
  const lost = "The server does not respond. This page comes back by itself when it does.";
  template.textContent = template.textContent.replace(/>Server\s+disconnected\.(<\/v-progress-circular>)/,
    `>$1<p class="itb-lost" role="status">${lost}</p>`);
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
