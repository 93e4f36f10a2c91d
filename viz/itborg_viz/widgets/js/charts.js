// Small charts: the line of a run up to the playhead, over the band of many replications.
import { el, formatted, svg } from "./dom.js";

const W = 200, H = 64, PAD = 4;
const NO_UNIT = ["share", "count"]; // shares have their % sign
let charts = 0;

export class Chart {
  // lines: [{ name, values, colour, dashed, complete, band }], all of one daily series; complete: drawn beyond the
  // playhead; band: { low, middle, high } or null
  constructor(host, indicator, lines, days, onSeek) {
    this.indicator = indicator;
    this.unit = NO_UNIT.includes(indicator.unit) ? "" : ` ${indicator.unit}`;
    this.days = days;
    this.lines = lines;
    this.value = el("span", { class: "itb-chart-value" });
    this.svg = svg("svg", { viewBox: `0 0 ${W} ${H}`, preserveAspectRatio: "none", "aria-hidden": "true" });
    this.clip = `itb-clip-${charts++}`;
    this.root = el("div", { class: "itb-chart", role: "img" },
      el("div", { class: "itb-chart-head" }, el("span", { title: indicator.meaning }, indicator.label), this.value), this.svg);
    this.svg.addEventListener("click", (event) => {
      const box = this.svg.getBoundingClientRect();
      onSeek(((event.clientX - box.left) / box.width) * days);
    });
    host.append(this.root);
    this.draw();
  }

  range() {
    let low = Infinity, high = -Infinity;
    const take = (values) => {
      for (const value of values) if (Number.isFinite(value)) [low, high] = [Math.min(low, value), Math.max(high, value)];
    };
    for (const line of this.lines) {
      take(line.values);
      if (line.band) [line.band.low, line.band.high].forEach(take);
    }
    if (this.indicator.unit === "share") [low, high] = [Math.max(0, low - 0.03), Math.min(1, high + 0.03)];
    return high - low < 1e-9 ? [low - 0.5, high + 0.5] : [low, high];
  }

  draw() {
    const [low, high] = this.range();
    const x = (day) => (day / Math.max(1, this.days)) * W;
    const y = (value) => H - PAD - ((value - low) / (high - low)) * (H - 2 * PAD);
    const path = (values) => {
      let text = "";
      values.forEach((value, day) => {
        if (Number.isFinite(value)) text += `${text ? "L" : "M"}${x(day + 1).toFixed(1)},${y(value).toFixed(1)}`;
      });
      return text;
    };
    this.cover = svg("rect", { x: 0, y: 0, width: 0, height: H });
    const parts = [svg("clipPath", { id: this.clip }, this.cover)];
    if (low < 0 && high > 0) parts.push(svg("line", { x1: 0, x2: W, y1: y(0), y2: y(0), class: "itb-zero" }));
    for (const line of this.lines) if (line.band) parts.push(this.bandOf(line, x, y));
    for (const line of this.lines) {
      const attributes = { d: path(line.values), class: "itb-line", style: `stroke:${line.colour}` };
      if (line.dashed) attributes["stroke-dasharray"] = "4 3";
      if (!line.complete) attributes["clip-path"] = `url(#${this.clip})`;
      parts.push(svg("path", attributes));
    }
    this.head = svg("line", { x1: 0, x2: 0, y1: 0, y2: H, class: "itb-head" });
    this.svg.replaceChildren(...parts, this.head);
  }

  bandOf(line, x, y) {
    const there = [...line.band.low.keys()].filter((d) => Number.isFinite(line.band.low[d]));
    const edge = (values, days) => days.map((d) => `${x(d + 1).toFixed(1)},${y(values[d]).toFixed(1)}`);
    const points = [...edge(line.band.high, there), ...edge(line.band.low, there.slice().reverse())];
    return svg("polygon", { points: points.join(" "), class: "itb-band", style: `fill:${line.colour}` });
  }

  at(t) {
    const day = Math.max(0, Math.min(this.days - 1, Math.round(t) - 1));
    const x = (t / Math.max(1, this.days)) * W;
    this.cover.setAttribute("width", x);
    this.head.setAttribute("x1", x);
    this.head.setAttribute("x2", x);
    if (day === this.shown) return;
    this.shown = day;
    const values = this.lines.map((line) => formatted(line.values[day], this.indicator.unit));
    this.value.replaceChildren(...this.lines.map((line, n) => el("b", { style: `color:color-mix(in srgb, ${line.colour} 65%, var(--ink))` }, values[n])), this.unit);
    this.root.setAttribute("aria-label", `${this.indicator.label}: ${values.join(", ")}${this.unit}`);
  }
}
