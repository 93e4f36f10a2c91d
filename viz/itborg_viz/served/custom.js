// Part of Solara's page, before anything is drawn: light or dark as the link says, else as the system prefers.
// Solara's own setting "auto" means the same, but leaves the page without the element that it draws into.
{
  const wish = new URLSearchParams(location.search).get("theme");
  theme.variant = wish === "light" || wish === "dark" ? wish : "auto";
  appContainer.classList.toggle("theme--dark", inDarkMode());
  appContainer.classList.toggle("theme--light", !inDarkMode());
  if (inDarkMode()) changeThemeCSS("dark");
}
