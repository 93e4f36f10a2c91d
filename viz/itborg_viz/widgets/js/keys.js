// Keyboard in the game: Ctrl+Enter presses the main button; a lost focus returns to the top of the game.

export function render() {
  let last = null;
  const onFocus = (event) => { last = event.target; };
  const onKey = (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return; // one step, even if held down
    const go = document.querySelector(".play-go:not(:disabled)");
    if (!go) return;
    event.preventDefault();
    go.click();
  };
  const removed = new MutationObserver(() => {
    const game = document.querySelector(".play");
    if (!game || !last || last.isConnected || document.activeElement !== document.body) return;
    game.tabIndex = -1;
    game.focus({ preventScroll: true });
  });
  removed.observe(document.body, { childList: true, subtree: true });
  document.addEventListener("focusin", onFocus);
  document.addEventListener("keydown", onKey);
  return () => {
    removed.disconnect();
    document.removeEventListener("focusin", onFocus);
    document.removeEventListener("keydown", onKey);
  };
}
