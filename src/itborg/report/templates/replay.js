// Unpacks the recorded run of the page and gives it to the player, in place of the app.

async function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const buffer = await new Response(plain).arrayBuffer(), size = new DataView(buffer).getUint32(0, true);
  const replay = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, size)));
  let at = 4 + size;
  for (const part of [replay.run, replay.band]) {
    part.data = new DataView(buffer, at, part.bytes);
    at += part.bytes;
  }
  return replay;
}

// A stand-in for the widget model of the app. Names of its values are those of itborg_viz/widgets/player.py.
function playerModel(replay) {
  const hash = new URLSearchParams(location.hash.slice(1));
  const state = {
    runs: [replay.run], bands: [replay.band], titles: replay.titles, charts: replay.charts, mode: "live",
    start: { day: Number(hash.get("day")) || 0, person: hash.get("person") ?? "" },
    at: {}, trust_changes: {},
  };
  const watchers = {};
  const select = (id) => {
    state.trust_changes = replay.trust_changes[id] ? { id, entries: replay.trust_changes[id] } : {};
    for (const react of watchers["change:trust_changes"] ?? []) react();
  };
  if (state.start.person) select(state.start.person);
  return {
    get: (name) => state[name],
    on: (what, react) => (watchers[what] ??= []).push(react),
    save_changes: () => {},
    set: (name, value) => {
      state[name] = value;
      if (name !== "at") return;
      try { history.replaceState(null, "", `#day=${value.day}&person=${encodeURIComponent(value.person)}`); } catch { /* a file */ }
      if (value.person !== (state.trust_changes.id ?? "")) select(value.person);
    },
  };
}

function followColourScheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const app = document.querySelector(".v-application");
  const apply = () => {
    app.classList.toggle("theme--dark", dark.matches);
    app.classList.toggle("theme--light", !dark.matches);
  };
  dark.addEventListener("change", apply);
  apply();
}

followColourScheme();
const host = document.getElementById("stage");
unpack(document.getElementById("replay").textContent).then((replay) => {
  document.getElementById("wait").remove();
  player.render({ model: playerModel(replay), el: host });
}).catch((error) => {
  document.getElementById("wait").textContent = `This browser cannot show the replay (${error}). A newer one can.`;
});
