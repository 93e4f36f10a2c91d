// A page of a workshop: it shows the regions that the server sends and sends what people do. No state of its own but the
// token, messages without an answer, and what is half typed.
const kind = document.documentElement.dataset.kind, base = new URL("../", import.meta.url);
const path = location.pathname.split("/"), place = kind === "phone" ? path.at(-1) : path.at(-2);
const key = `itborg:${kind}:${place}`, $ = (id) => document.getElementById(id);
const socketAddress = () => Object.assign(new URL("ws", base), { protocol: location.protocol === "https:" ? "wss:" : "ws:" });
const CLOSED = { 4401: "This page needs the token of the console: open the whole address that was shown at the start.", 4404: kind === "phone" ? "There is no game with this code. Look at the wall for the address." : "This workshop is not on this server." };
const SILENT = 12000; // milliseconds without a word of the server
let kitKey = "", socket = null, here = {}, ahead = 0, tries = 0, heard = 0, over = false;
const waiting = new Map(); // id -> message without an answer: sent again after a reconnect

function token() {
  if (kind === "console" && location.hash.length > 1) {
    sessionStorage.setItem(key, location.hash.slice(1));
    history.replaceState(null, "", location.pathname);
  }
  return (kind === "console" ? sessionStorage : localStorage).getItem(key) ?? "";
}

function hello(name = "") {
  const base = { do: "hello", as: kind, token: token() };
  return kind === "phone" ? { ...base, code: place, name } : { ...base, workshop: place };
}

function connect(name) {
  if (over || (socket && socket.readyState < 2)) return;
  if (kind === "phone" && !name && document.querySelector("form[data-join]")) return;
  socket = new WebSocket(socketAddress());
  heard = Date.now();
  socket.onopen = () => { heard = Date.now(); raw(hello(name)); };
  socket.onmessage = (event) => { heard = Date.now(); receive(JSON.parse(event.data)); };
  socket.onclose = (event) => away(event.code);
}

function away(code) {
  document.documentElement.classList.toggle("is-away", code !== 4403 && !CLOSED[code]);
  if (code === 4403) return join(note.text);
  if (CLOSED[code]) { over = true; document.documentElement.classList.add("is-shut"); return note(CLOSED[code]); }
  setTimeout(connect, Math.min(5000, 300 * 2 ** tries++));
}

// Without a network a browser does not say that a socket is dead, nor finish closing it: it is left behind.
function leave() {
  Object.assign(socket, { onopen: null, onmessage: null, onclose: null });
  socket.close();
  socket = null;
  away();
}

const raw = (message) => socket?.readyState === 1 && socket.send(JSON.stringify(message));

function send(message) {
  const id = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  const full = { ...message, id, phase: here.phase, round: here.round };
  waiting.set(id, full);
  raw(full);
}

function receive(message) {
  if (message.welcome) {
    kitKey = message.welcome.key ?? kitKey;
    if (kind === "phone") localStorage.setItem(key, message.welcome.token);
    tries = 0;
    document.documentElement.classList.remove("is-away");
    for (const one of waiting.values()) raw(one);
  }
  if (message.ack) { waiting.delete(message.ack); note(""); }
  if (message.refused) {
    waiting.delete(message.refused);
    note(message.reason);
    if (message.refused === "hello" && kind === "phone") { localStorage.removeItem(key); join(message.reason); }
    else for (const one of document.querySelectorAll("[data-dirty]")) one.removeAttribute("data-dirty");
  }
  if (!message.regions) return;
  if (message.now) ahead = message.now - Date.now() / 1000;
  const turned = here.phase !== message.phase || here.round !== message.round;
  here = { phase: message.phase, round: message.round };
  document.documentElement.dataset.phase = here.phase;
  for (const [id, text] of Object.entries(message.regions)) show(id, text ?? "");
  if (turned && kind === "phone") scrollTo(0, 0);
  live();
  tick();
}

// Change a region into new markup and leave alone what has not changed: focus, scroll and half-typed text stay.
function show(id, text) {
  const region = $(id), fresh = document.createElement("template");
  if (!region) return;
  fresh.innerHTML = text;
  children(region, fresh.content);
  region.hidden = !text;
}

const named = (node) => node.nodeType === 1 ? node.dataset.key ?? node.id : "";

function children(old, fresh) {
  const kept = new Map([...old.children].filter(named).map((one) => [named(one), one]));
  let at = old.firstChild;
  for (const want of [...fresh.childNodes]) {
    const found = named(want) ? kept.get(named(want)) : at && !named(at) && at.nodeName === want.nodeName ? at : null;
    if (!found || found.nodeName !== want.nodeName) { old.insertBefore(want, at); continue; }
    if (found === at) at = at.nextSibling;
    else old.insertBefore(found, at);
    if (want.nodeType === 1) element(found, want);
    else if (found.data !== want.data) found.data = want.data;
  }
  while (at) { const gone = at; at = at.nextSibling; gone.remove(); }
}

function element(old, want) {
  for (const { name } of [...old.attributes]) if (!want.hasAttribute(name) && !/^(open|data-dirty|data-mine)$/.test(name)) old.removeAttribute(name);
  for (const { name, value } of want.attributes) if (old.getAttribute(name) !== value && name !== "open") old.setAttribute(name, value);
  if (want.hasAttribute("data-keep")) return;
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(old.nodeName)) {
    if (document.activeElement === old || old.hasAttribute("data-dirty")) return;
    if (old.nodeName === "SELECT") { children(old, want); old.value = [...want.options].find((one) => one.defaultSelected)?.value ?? old.value; }
    else if (old.value !== (want.getAttribute("value") ?? want.textContent)) old.value = want.getAttribute("value") ?? want.textContent;
    return;
  }
  children(old, want);
}

function note(text) {
  note.text = text;
  if ($("note")) { $("note").textContent = text ?? ""; $("note").hidden = !text; }
}

function join(reason = "") {
  const text = document.querySelector("#join").content.cloneNode(true);
  if (!document.querySelector("form[data-join]")) $("body").replaceChildren(text);
  $("body").hidden = false;
  $("head").hidden = true;
  note(reason);
}

// The clock of a phase blinks at 0 and forces nothing.
function tick() {
  for (const one of document.querySelectorAll("[data-deadline]")) {
    const left = one.dataset.left ? Number(one.dataset.left) : Number(one.dataset.deadline) - Date.now() / 1000 - ahead;
    const whole = Math.max(0, Math.ceil(left));
    const text = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
    if (one.textContent !== text) one.textContent = text;
    one.classList.toggle("is-over", whole === 0);
  }
}

let lived = null;
async function live() {
  const host = document.querySelector("[data-live], [data-network]");
  if (lived && lived.host !== host) { lived.close(); lived = null; }
  if (!host) return;
  if (lived) return lived.read();
  lived = { host, close() {}, read() {} };
  const made = host.dataset.network ? (await import("./map.js")).Picture : (await import("./live.js")).Lived;
  if (document.contains(host)) lived = new made(host);
  window.lived = lived; // for tests
}

document.addEventListener("click", (event) => {
  const one = event.target.closest("[data-act]:not(form)"), keyed = event.target.closest("a[data-keyed]");
  if (keyed) keyed.href = `${keyed.dataset.keyed}?key=${kitKey}${keyed.dataset.keyed === "debrief" && document.querySelector("[data-local-tick]")?.checked ? "&names=yes" : ""}`;
  const local = event.target.closest("[data-local]");
  if (local) return { theme, full, large, tools }[local.dataset.local]?.();
  if (!one || one.disabled || (one.dataset.ask && !confirm(one.dataset.ask))) return;
  send(JSON.parse(one.dataset.act));
});

document.addEventListener("input", (event) => event.target.setAttribute("data-dirty", ""));
document.addEventListener("change", (event) => {
  const one = event.target.closest("select[data-act], input[type=checkbox][data-act]");
  if (!one) return;
  one.removeAttribute("data-dirty");
  send({ ...JSON.parse(one.dataset.act), [one.name]: one.type === "checkbox" ? one.checked : /^\d+$/.test(one.value) ? Number(one.value) : one.value });
});

document.addEventListener("submit", (event) => {
  const form = event.target, fields = Object.fromEntries(new FormData(form));
  event.preventDefault();
  if (form.matches("[data-join]")) return connect(fields.name.trim());
  for (const one of form.querySelectorAll("input[type=number]")) {
    const share = one.dataset.scale ? Number(one.dataset.scale) : 1;
    fields[one.name] = one.value === "" ? null : Number(one.value) / share;
  }
  if (form.dataset.act) send({ ...JSON.parse(form.dataset.act), ...fields });
  for (const one of form.elements) one.removeAttribute("data-dirty");
  if (form.hasAttribute("data-empty")) form.reset();
});

function theme() {
  const dark = document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  document.documentElement.dataset.theme = dark === "dark" ? "light" : "dark";
  localStorage.setItem("itborg:theme", document.documentElement.dataset.theme);
}

const root = document.documentElement.classList, tools = () => root.toggle("is-tools");
const large = () => localStorage.setItem("itborg:large", root.toggle("is-large"));
const full = () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());

document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey || kind === "phone") return;
  const turn = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key], there = document.querySelector(`[data-sheet="${turn}"]:not(:disabled)`);
  if (turn && there) { event.preventDefault(); return there.click(); }
  if (event.key === "d") theme();
  if (event.key === "f") full();
  if (kind === "console" && event.key === "l") large();
  if (event.key === "t") tools();
});
if (localStorage.getItem("itborg:theme")) document.documentElement.dataset.theme = localStorage.getItem("itborg:theme");
if (kind === "console" && localStorage.getItem("itborg:large") === "true") root.add("is-large");
setInterval(tick, 250);
setInterval(() => { raw({ do: "ping" }); if (socket?.readyState < 2 && Date.now() - heard > SILENT) leave(); }, 4000);
for (const what of ["visibilitychange", "pageshow", "online", "focus"]) {
  (what === "visibilitychange" ? document : window).addEventListener(what, () => { if (!document.hidden) { tries = 0; connect(); } });
}
window.send = send; // for tests
connect();
