// Unpacks the run that lies in the page and gives it to the player, in place of the live room.

async function reelOf(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(plain).text());
}

function packed({ meta, data }) {
  return { meta, data: new DataView(Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0)).buffer) };
}

function stageModel(reel) {
  const hash = new URLSearchParams(location.hash.slice(1));
  const state = {
    runs: [packed(reel.run)], bands: [packed(reel.band)], titles: reel.titles, charts: reel.charts, mode: "live",
    start: { day: Number(hash.get("day")) || 0, person: hash.get("person") ?? "" },
    at: {}, trust_changes: {}, goto: {},
  };
  const watchers = {};
  const know = (id) => {
    state.trust_changes = reel.trust_changes[id] ? { id, entries: reel.trust_changes[id] } : {};
    for (const react of watchers["change:trust_changes"] ?? []) react();
  };
  if (state.start.person) know(state.start.person);
  return {
    get: (name) => state[name],
    on: (what, react) => (watchers[what] ??= []).push(react),
    save_changes: () => {},
    set: (name, value) => {
      state[name] = value;
      if (name !== "at") return;
      try { history.replaceState(null, "", `#day=${value.day}&person=${encodeURIComponent(value.person)}`); } catch { /* a file */ }
      if (value.person !== (state.trust_changes.id ?? "")) know(value.person);
    },
  };
}

function wear() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const app = document.querySelector(".v-application");
  const put = () => {
    app.classList.toggle("theme--dark", dark.matches);
    app.classList.toggle("theme--light", !dark.matches);
  };
  dark.addEventListener("change", put);
  put();
}

wear();
const host = document.getElementById("stage");
reelOf(document.getElementById("reel").textContent).then((reel) => {
  document.getElementById("wait").remove();
  player.render({ model: stageModel(reel), el: host });
}).catch((error) => {
  document.getElementById("wait").textContent = `This browser cannot show the replay (${error}). A newer one can.`;
});
