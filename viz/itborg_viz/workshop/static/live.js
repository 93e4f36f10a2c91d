// The lived month: 20 days on the network beside the reference run, with stops at the turning points of this very run.
import { clamp, svg } from "./dom.js";
import { Run } from "./run.js";
import { Clock } from "./clock.js";
import { Network } from "./network.js";

const DAYS_A_SECOND = 0.8; // a month takes 25 seconds
const SLOWEST = 60; // seconds: several months are played faster
const GLOW = 1.5; // days for which a tie made by the room shines
const READ = 90; // milliseconds between two updates of text while playing
const W = 100, H = 40; // units of the chart

export async function unpack(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status}`);
  const buffer = await response.arrayBuffer(), size = new DataView(buffer).getUint32(0, true);
  const found = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, size)));
  found.run.data = new DataView(buffer, 4 + size, found.run.bytes);
  return found;
}

const money = (value) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(0)}`;

export class Lived {
  // host: an element with the parts of templates/live.html; its data-* are read again whenever they change.
  constructor(host) {
    this.host = host;
    this.part = (name) => host.querySelector(`[data-part=${name}]`);
    this.onKey = (event) => this.key(event);
    document.addEventListener("keydown", this.onKey);
    for (const button of host.querySelectorAll("[data-play]")) button.addEventListener("click", () => this.press(button.dataset.play));
    this.part("scrub").addEventListener("input", (event) => this.seek(Number(event.target.value)));
    unpack(host.dataset.live).then((found) => this.begin(found)).catch(() => this.say("The month could not be loaded. Load the page again."));
  }

  begin(found) {
    if (this.closed) return;
    this.found = found;
    this.run = new Run(found.run);
    this.first = found.first;
    this.length = found.days - found.first;
    this.rowOf = new Map(this.run.people.map((person, row) => [person.id, row]));
    this.network = new Network(this.part("network"), this.run, { label: "Relationship network: work, people and ties, day by day" });
    this.network.onHover = () => {};
    this.clock = new Clock(this.length, 0);
    this.clock.speed = Math.max(DAYS_A_SECOND, this.length / SLOWEST);
    this.clock.watch((t, settled) => this.at(t, settled));
    this.part("scrub").max = this.length;
    this.passed = 0; // stops that have been discussed
    this.drawChart();
    this.drawMarks();
    this.resized = new ResizeObserver(() => { this.network.resize(); this.at(this.clock.t); });
    this.resized.observe(this.part("network"));
    this.read();
    document.fonts?.ready.then(() => this.network.resize());
    this.clock.play();
  }

  // Names on the nodes, talks of the room, and the stop that the facilitator has let pass.
  read() {
    if (!this.found) return;
    const { names, talks, stop, paused } = this.host.dataset;
    this.network.names = new Map(Object.entries(JSON.parse(names || "{}")).filter(([id]) => this.rowOf.has(id)).map(([id, name]) => [this.rowOf.get(id), name]));
    this.talks = JSON.parse(talks || "[]").map((pair) => pair.map((id) => this.rowOf.get(id))).filter((pair) => pair.every((row) => row !== undefined));
    const wanted = Number(stop || 0);
    if (wanted > this.passed) { this.passed = wanted; if (paused !== "true") this.goOn(); }
    if (paused !== this.wasPaused) {
      this.wasPaused = paused;
      if (paused === "true") this.clock.pause();
      else if (!this.waiting) this.clock.play();
    }
    this.network.stale = true;
    this.at(this.clock.t);
  }

  stopAt(n) { return this.found.stops[n] ? this.found.stops[n].day - this.first + 0.99 : Infinity; }

  at(t, settled = false) {
    if (this.clock.playing && t >= this.stopAt(this.passed)) return this.wait();
    if (!this.clock.playing) this.network.stale = true;
    const day = Math.min(this.length, t);
    this.network.draw(this.first + day);
    this.drawTalks(day);
    this.head.setAttribute("width", (100 * day) / this.length * W / 100);
    const now = performance.now();
    if (this.clock.playing && !settled && now - (this.updated ?? 0) < READ) return;
    this.updated = now;
    this.write(day);
  }

  write(t) {
    const done = Math.min(this.length, Math.floor(t + 1e-6)), day = Math.min(this.length - 1, done);
    this.part("date").textContent = this.found.dates[day];
    this.part("scrub").value = t;
    this.part("scrub").setAttribute("aria-valuetext", this.found.dates[day]);
    const last = Math.max(0, done - 1), ours = done ? this.ours[last] : 0, other = done ? this.other[last] : 0;
    this.part("ours").textContent = `${money(ours)} kEUR`;
    this.part("other").textContent = `${money(other)} kEUR`;
    const news = this.run.meta.news.filter(([when]) => when >= this.first && when <= this.first + t).at(-1);
    this.part("news").textContent = news ? news[2] : "";
    const toggle = this.part("toggle");
    toggle.textContent = this.clock.playing ? "Pause" : t >= this.length ? "Once more" : "Play";
    this.host.classList.toggle("is-playing", this.clock.playing);
    this.host.classList.toggle("is-over", t >= this.length);
  }

  // A turning point: the month stands still until the room goes on.
  wait() {
    this.waiting = true;
    const one = this.found.stops[this.passed];
    this.clock.pause();
    this.clock.t = Math.min(this.length, one.day - this.first + 0.99);
    this.network.marked = one.people.map((id) => this.rowOf.get(id)).filter((row) => row !== undefined);
    this.network.stale = true;
    this.say(one);
    this.at(this.clock.t, true);
  }

  say(one) {
    const said = typeof one === "string" ? { title: one, said: [], date: "" } : one, box = this.part("stop");
    const line = (tag, text, kind) => Object.assign(document.createElement(tag), { textContent: text, className: kind });
    box.replaceChildren(line("h2", [said.date, said.title].filter(Boolean).join(": "), ""), ...said.said.map((text) => line("p", text, "stop-said")));
    box.hidden = false;
    box.classList.toggle("is-good", Boolean(said.good));
    this.host.classList.add("is-stopped");
  }

  goOn() {
    this.waiting = false;
    this.network.marked = [];
    this.part("stop").hidden = true;
    this.host.classList.remove("is-stopped");
    this.clock.play();
  }

  press(what) {
    if (!this.found) return;
    if (what === "toggle" && this.waiting) { this.passed += 1; this.goOn(); }
    else if (what === "toggle") { if (this.clock.t >= this.length) this.seek(0); this.clock.toggle(); }
    else this.seek(what === "back" ? Math.ceil(this.clock.t) - 1 : Math.floor(this.clock.t) + 1);
  }

  // Move by hand: stops before the day count as discussed, those after it come again.
  seek(t) {
    if (!this.found) return;
    if (this.waiting) { this.waiting = false; this.network.marked = []; this.part("stop").hidden = true; this.host.classList.remove("is-stopped"); }
    const day = clamp(t, 0, this.length);
    this.passed = this.found.stops.filter((_, n) => this.stopAt(n) <= day).length;
    this.clock.go(day);
  }

  key(event) {
    if (!this.found || event.altKey || event.ctrlKey || event.metaKey || /^(INPUT|TEXTAREA|SELECT|BUTTON)$/.test(event.target.tagName)) return;
    const what = { " ": "toggle", ArrowLeft: "back", ArrowRight: "step" }[event.key];
    if (!what) return;
    event.preventDefault();
    this.press(what);
  }

  // Ties that the room made by talking shine on the first days of the month.
  drawTalks(t) {
    const shine = clamp(1 - (t - 0.5) / GLOW, 0, 1);
    if (!this.talks?.length || !shine) return;
    const { pen, theme, spots, unit } = this.network;
    pen.lineCap = "round";
    for (const [a, b] of this.talks) {
      for (const [wide, alpha] of [[unit * 1.6, 0.25], [unit * 0.5, 0.95]]) {
        pen.globalAlpha = shine * alpha;
        pen.strokeStyle = theme.c2;
        pen.lineWidth = wide;
        pen.beginPath();
        pen.moveTo(spots[a].x, spots[a].y);
        pen.lineTo(spots[b].x, spots[b].y);
        pen.stroke();
      }
    }
    pen.globalAlpha = 1;
    this.network.drawNames();
  }

  drawChart() {
    const sums = (values) => { let sum = 0; return values.map((value) => (sum += value)); };
    this.ours = sums(this.found.profit);
    this.other = sums(this.found.reference);
    const all = [0, ...this.ours, ...this.other], low = Math.min(...all), high = Math.max(...all), span = Math.max(1, high - low);
    const x = (day) => (day / this.length) * W, y = (value) => 2 + ((high - value) / span) * (H - 4);
    const path = (values) => `M0,${y(0).toFixed(2)}` + values.map((value, n) => `L${x(n + 1).toFixed(2)},${y(value).toFixed(2)}`).join("");
    this.head = svg("rect", { x: 0, y: 0, width: 0, height: H });
    this.part("chart").replaceChildren(
      svg("clipPath", { id: "lived-so-far" }, this.head),
      svg("line", { x1: 0, x2: W, y1: y(0), y2: y(0), class: "zero" }),
      svg("path", { d: path(this.other), class: "reference" }),
      svg("path", { d: path(this.ours), class: "ours", "clip-path": "url(#lived-so-far)" }));
  }

  drawMarks() {
    this.part("marks").replaceChildren(...this.found.stops.map((one) =>
      svg("circle", { cx: `${(100 * (one.day - this.first + 1)) / this.length}%`, cy: "50%", r: 5, class: one.good ? "mark good" : "mark" })));
  }

  close() {
    this.closed = true;
    this.clock?.close();
    this.resized?.disconnect();
    document.removeEventListener("keydown", this.onKey);
  }
}
