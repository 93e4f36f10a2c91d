// Runs in Solara's page before anything is drawn: light or dark as in the link, otherwise as in the system.
// Solara's own setting "auto" does the same, but leaves the page without the element that it draws into.
{
  const chosen = new URLSearchParams(location.search).get("theme");
  theme.variant = chosen === "light" || chosen === "dark" ? chosen : "auto";
  appContainer.classList.toggle("theme--dark", inDarkMode());
  appContainer.classList.toggle("theme--light", !inDarkMode());
  if (inDarkMode()) changeThemeCSS("dark");
}
