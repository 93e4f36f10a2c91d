// The game from the keyboard: Ctrl and Enter go on, and when what had the focus is gone, focus begins at the top.

export function render() {
  let last = null;
  const onFocus = (event) => { last = event.target; };
  const onKey = (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return; // held down it is one step, not many
    const go = document.querySelector(".play-go:not(:disabled)");
    if (!go) return;
    event.preventDefault();
    go.click();
  };
  const gone = new MutationObserver(() => {
    const table = document.querySelector(".play");
    if (!table || !last || last.isConnected || document.activeElement !== document.body) return;
    table.tabIndex = -1;
    table.focus({ preventScroll: true });
  });
  gone.observe(document.body, { childList: true, subtree: true });
  document.addEventListener("focusin", onFocus);
  document.addEventListener("keydown", onKey);
  return () => {
    gone.disconnect();
    document.removeEventListener("focusin", onFocus);
    document.removeEventListener("keydown", onKey);
  };
}
