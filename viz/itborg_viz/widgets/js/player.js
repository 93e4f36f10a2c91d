// The player: one or several recorded runs on one clock. This is the widget that the page mounts.
import { el, formatted, help } from "./dom.js";
import { Run, unpacked } from "./run.js";
import { Clock } from "./clock.js";
import { Network } from "./network.js";
import { Chart } from "./charts.js";
import { Melon } from "./melon.js";
import { Story } from "./story.js";
import { Person } from "./person.js";
import { CLOSEST, trustRange } from "./ties.js";
import { described, marksOf } from "./words.js";
import { Transport } from "./transport.js";

const TIES_HELP = `Only the ${CLOSEST} closest ties of each person on its own side, all ties, or only those between the sides.`;
const TIES_SHOWN = { closest: "closest ties", all: "all ties", between: "only between sides" };
const UPDATE = 90; // milliseconds between two updates of charts and story while playing
const COLOURS = ["var(--c1)", "var(--c2)", "var(--c3)", "var(--c5)"];

class Player {
  constructor(host, model) {
    this.model = model;
    this.host = host;
    this.root = el("div", { class: "itb-player" });
    host.append(this.root);
    this.selected = null;
    this.build();
    const changed = { runs: () => this.build(), bands: () => this.drawCharts(), trust_changes: () => this.newTrustChanges() };
    for (const [name, react] of Object.entries(changed)) model.on(`change:${name}`, react);
    this.resized = new ResizeObserver(() => this.refresh());
    this.resized.observe(host.parentElement ?? host);
    this.onResize = () => this.refresh();
    window.addEventListener("resize", this.onResize);
    const app = document.querySelector(".v-application") ?? document.body;
    this.themed = new MutationObserver(() => this.refresh());
    this.themed.observe(app, { attributes: true, subtree: true, attributeFilter: ["class"] });
    document.fonts?.ready.then(() => this.refresh());
    this.onKey = (event) => this.keys(event);
    document.addEventListener("keydown", this.onKey);
  }

  build() {
    const packed = this.model.get("runs");
    const t = this.clock?.t ?? this.model.get("start").day ?? 0, playing = this.clock?.playing, speed = this.clock?.speed;
    this.clock?.close();
    this.root.replaceChildren();
    if (!packed.length) return;
    this.runs = packed.map((one) => new Run(one));
    const [run] = this.runs, mode = this.model.get("mode");
    this.root.dataset.mode = mode;
    run.meta.news = [...run.meta.news, ...(this.model.get("more_news") ?? [])].sort((one, other) => one[0] - other[0]);
    this.clock = new Clock(run.days, t);
    if (speed) this.clock.speed = speed;
    if (this.selected === null) this.selected = this.rowOf(this.model.get("start").person);
    else if (this.selected >= run.people.length) this.selected = null;
    this.stage = el("div", { class: "itb-stage" });
    this.side = el("div", { class: "itb-side" });
    const panes = el("div", { class: "itb-panes", "data-many": run.teams.length > 16 });
    this.stage.append(panes);
    this.root.append(this.stage);
    this.networks = (mode === "compare" ? this.runs : [run]).map((one, n) => this.pane(panes, one, n, mode));
    if (this.networks.length === 3) panes.append(el("div", { class: "itb-pane" }, this.side)); // the fourth pane is free
    else this.root.append(this.side);
    this.stage.append(this.legend());
    const news = mode === "compare" ? [] : run.meta.news;
    this.transport = new Transport(this.stage, this.clock, news);
    this.buildSide(mode, run);
    this.clock.watch((now, settled) => this.at(now, settled));
    this.pick(this.selected, true);
    if (playing) this.clock.play();
    requestAnimationFrame(() => this.refresh());
  }

  pane(panes, run, n, mode) {
    const title = this.model.get("titles")[n] ?? run.meta.strategy;
    const host = el("div", { class: "itb-pane" });
    if (mode === "compare") host.append(el("div", { class: "itb-pane-title" }, el("i", { style: `background:${COLOURS[n]}` }), title));
    panes.append(host);
    const network = new Network(host, run, { label: `Relationship network: ${title}`, onPick: (row) => this.pick(row) });
    network.onHover = (row) => this.hover(network, row);
    return network;
  }

  legend() {
    const choose = el("select", { "aria-label": "Ties shown", class: "itb-select", onchange: (e) => {
      for (const network of this.networks) Object.assign(network, { shown: e.target.value, stale: true });
      this.at(this.clock.t);
    } }, ...Object.entries(TIES_SHOWN).map(([value, text]) => el("option", { value }, text)));
    const ties = el("span", { class: "itb-check" }, choose, help("ties shown", TIES_HELP));
    const key = (cls, text) => el("span", {}, el("i", { class: cls }), text);
    const [low, high] = trustRange(this.runs[0]).map((trust) => formatted(trust, "share"));
    const scale = el("span", {}, `tie between sides: trust ${low} `, el("i", { class: "itb-tiekey" }), high);
    return el("div", { class: "itb-legend" }, key("itb-dot itb-dot-business", "business"), key("itb-dot itb-dot-it", "IT"),
      key("itb-ringkey", "ring: trust in the other side"), key("itb-brokerkey", "broker"), scale,
      key("itb-dot itb-dot-small", "incident"), key("itb-square", "change"), key("itb-dot itb-dot-top", "top priority"),
      key("itb-waykey", "way of a request"), key("itb-waykey itb-paperkey", "nobody speaks for it"),
      key("itb-resistkey", "resists: 1 protest, 2 workaround, 3 coalition"), key("itb-resistkey itb-againstkey", "resists IT itself"), ties);
  }

  buildSide(mode, run) {
    if (mode !== "compare") this.melon = new Melon(this.side);
    this.chartHost = el("div", { class: "itb-charts" });
    this.side.append(this.chartHost);
    this.drawCharts();
    if (mode === "compare") return;
    const tabs = ["Story", "Person"].map((name) => el("button", {
      type: "button", role: "tab", class: "itb-side-tab", onclick: () => this.show(name),
    }, name));
    this.tabs = tabs;
    this.panels = [el("div", { class: "itb-panel", role: "tabpanel", "aria-label": "Story" }), el("div", { class: "itb-panel", role: "tabpanel", "aria-label": "Person" })];
    this.side.append(el("div", { class: "itb-side-tabs", role: "tablist" }, ...tabs), ...this.panels);
    this.story = new Story(this.panels[0], run.meta.news, (day, people) => {
      this.clock.go(day);
      if (people.length) this.glow(people[0]);
    });
    this.person = new Person(this.panels[1], run, { onPick: (row) => this.pick(row), onGo: (day) => this.clock.go(day) });
    this.newTrustChanges();
    this.show(this.selected === null ? "Story" : "Person");
  }

  show(name) {
    this.tabs?.forEach((tab, n) => {
      const here = tab.textContent === name;
      tab.setAttribute("aria-selected", here);
      this.panels[n].hidden = !here;
    });
  }

  drawCharts() {
    if (!this.chartHost) return;
    const packed = this.model.get("bands"), titles = this.model.get("titles"), wanted = this.model.get("charts");
    const bands = packed.map((one) => (one && one.data ? unpacked(one) : null));
    const mode = this.model.get("mode"), days = this.runs[0].days;
    this.chartHost.replaceChildren();
    this.charts = wanted.map((name) => {
      const row = this.runs[0].meta.indicators.findIndex((indicator) => indicator.name === name);
      const cut = (values) => values.subarray(row * days, (row + 1) * days);
      const lines = this.runs.map((run, n) => ({
        name: titles[n] ?? run.meta.strategy, values: run.line(name),
        colour: mode === "branch" && n === 1 ? "var(--soft)" : COLOURS[n], dashed: mode === "branch" && n === 1, complete: mode === "branch" && n === 1,
        band: bands[n] ? { low: cut(bands[n].low), middle: cut(bands[n].middle), high: cut(bands[n].high) } : null,
      }));
      return new Chart(this.chartHost, this.runs[0].meta.indicators[row], lines, days, (day) => this.clock.go(day));
    });
    const runs = packed[0]?.meta?.runs;
    const note = runs ? `Band: middle 90 % of ${runs} replications.` : "Running more replications for the band…";
    this.chartHost.append(el("p", { class: "itb-soft itb-small itb-band-note" }, note));
    for (const chart of this.charts) chart.at(this.clock.t);
  }

  at(t, settled) {
    if (settled || !this.clock.playing) for (const network of this.networks) network.stale ||= network.layerTime !== t;
    const reference = this.model.get("mode") === "branch" ? this.runs[1] : null;
    for (const network of this.networks) network.draw(t, reference);
    const now = performance.now();
    if (this.clock.playing && now - (this.updated ?? 0) < UPDATE) return;
    this.updated = now;
    this.transport.at(t);
    for (const chart of this.charts) chart.at(t);
    this.melon?.at(this.runs[0], t);
    this.story?.at(t);
    this.person?.at(t, this.selected);
    if (settled || !this.clock.playing) for (const network of this.networks) network.describe(described(network.run, t));
    if (settled) this.report();
  }

  // On wide screens, fill the height that is left in the window.
  fit() {
    let { top } = this.root.getBoundingClientRect(); // as if the page were not scrolled
    for (let around = this.root.parentElement; around; around = around.parentElement) top += around.scrollTop;
    this.root.style.height = window.innerWidth > 900 ? `${Math.max(440, window.innerHeight - top - 12)}px` : "";
  }

  refresh() {
    if (!this.networks) return;
    this.fit();
    for (const network of this.networks) network.resize();
    this.at(this.clock.t);
  }

  rowOf(id) {
    const row = this.runs[0].people.findIndex((person) => person.id === id);
    return row < 0 ? null : row;
  }

  pick(row, silent = false) {
    this.selected = row;
    for (const network of this.networks) network.selected = row;
    if (!silent) {
      if (row !== null) this.show("Person");
      this.report();
    }
    this.at(this.clock.t);
  }

  glow(row) {
    for (const network of this.networks) network.hovered = row;
    this.at(this.clock.t);
    setTimeout(() => {
      for (const network of this.networks) network.hovered = null;
      this.at(this.clock.t);
    }, 1600);
  }

  hover(network, row) {
    if (row === null) network.showTip(null);
    else {
      const { run } = network, person = run.people[row], t = this.clock.t;
      const trust = Math.round(100 * run.person("trust", t, row)), work = run.queueOf(row, t).length;
      const where = person.side === "it" ? "the business" : "IT";
      network.showTip(row, [person.name, `${person.role}, ${run.teams[person.team].name}`, ...marksOf(run, t, row), `trust in ${where} ${trust} %`, `${work} open ${work === 1 ? "item" : "items"}`]);
    }
    if (!this.clock.playing) this.at(this.clock.t);
  }

  newTrustChanges() {
    const found = this.model.get("trust_changes");
    if (!this.person || !found?.id) return;
    this.person.trustChanges = { person: this.rowOf(found.id), entries: found.entries };
    this.person.at(this.clock.t, this.selected);
  }

  // Report day and person to the page, which keeps the address bar up to date.
  report() {
    const id = this.selected === null ? "" : this.runs[0].people[this.selected].id;
    const at = { day: Math.floor(this.clock.t), person: id };
    const before = this.model.get("at");
    if (before.day === at.day && before.person === at.person) return;
    this.model.set("at", at);
    this.model.save_changes();
  }

  keys(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || !this.clock) return;
    const { tagName, type, role } = event.target, needed = / |Enter/.test(event.key) || role; // keys that a button needs itself
    const busy = tagName === "BUTTON" ? needed : /^(INPUT|TEXTAREA|SELECT)$/.test(tagName) && type !== "range";
    if (busy && event.key !== "Escape") return;
    if (event.target.isContentEditable) return;
    if (event.key === "Escape") this.pick(null);
    else if (!this.transport.keys(event)) return;
    event.preventDefault();
  }

  close() {
    this.clock?.close();
    this.resized.disconnect();
    window.removeEventListener("resize", this.onResize);
    this.themed.disconnect();
    document.removeEventListener("keydown", this.onKey);
  }
}

export function render({ model, el: host }) {
  const player = new Player(host, model);
  host.player = player; // for measurements and tests
  return () => player.close();
}
