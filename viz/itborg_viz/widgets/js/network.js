// The network picture: people, ties, work. Ties and names have a layer of their own that is redrawn less often.
import { el, themeOf } from "./dom.js";
import { drawTies, drawTiesOf } from "./ties.js";
import { fitName, fontOf, peopleIn, queueSpot, roomsOf, typeOf } from "./rooms.js";
import { drawBroker, drawResistance, drawStage } from "./marks.js";
import { drawWays } from "./ways.js";
import { drawWork } from "./work.js";

const NEAR = 14; // pixels within which a pointer selects a person
const SMALLEST_TYPE = 10; // pixels, of teams' names
let pictures = 0;

export class Network {
  constructor(host, run, { label, onPick }) {
    this.run = run;
    this.onPick = onPick;
    this.selected = null;
    this.hovered = null;
    this.words = el("p", { class: "itb-hidden", id: `itb-picture-${pictures++}` });
    this.canvas = el("canvas", { role: "img", "aria-label": label, "aria-describedby": this.words.id });
    this.tip = el("div", { class: "itb-tip", role: "status" });
    this.root = el("div", { class: "itb-network", "data-testid": "network" }, this.canvas, this.words, this.tip);
    host.append(this.root);
    this.layer = document.createElement("canvas");
    this.pen = this.canvas.getContext("2d");
    this.canvas.addEventListener("pointermove", (event) => this.hover(event));
    this.canvas.addEventListener("pointerleave", () => this.hover(null));
    this.canvas.addEventListener("click", (event) => this.pick(event));
    this.shown = "closest";
    this.names = new Map(); // row of a person -> name that is always shown
    this.marked = []; // rows of people that stand out
  }

  change(run) {
    this.run = run;
    this.stale = true;
  }

  resize() {
    const box = this.root.getBoundingClientRect();
    if (box.width < 10 || box.height < 10) return false;
    this.ratio = Math.min(2, window.devicePixelRatio || 1);
    this.width = box.width;
    this.height = box.height;
    for (const canvas of [this.canvas, this.layer]) {
      canvas.width = Math.round(box.width * this.ratio);
      canvas.height = Math.round(box.height * this.ratio);
    }
    this.layOut();
    this.stale = true;
    return true;
  }

  // Business left and IT right; one above the other if the picture is higher than wide. Type shrinks before a name is cut.
  layOut() {
    const { run, width, height } = this, usual = typeOf(this.root, run, width);
    for (this.type = usual; ; this.type -= 0.5) {
      this.font = this.pen.font = fontOf(this.type);
      this.teamSpots = roomsOf(run, width, height, this.type);
      const names = this.teamSpots.map((room, n) => fitName(this.pen, room, run.teams[n].name));
      if (names.some(({ cut }) => cut) && this.type > Math.max(SMALLEST_TYPE, usual * 0.6)) continue;
      this.teamSpots.forEach((room, n) => { room.lines = names[n].lines.length; });
      Object.assign(this, peopleIn(run, this.teamSpots, this.type));
      this.teamSpots.forEach((room, n) => { room.lines = names[n].lines; });
      return;
    }
  }

  spot(place) {
    if (place < this.spots.length) return this.spots[place];
    return queueSpot(this.teamSpots[place - this.spots.length], this.size);
  }

  draw(t, reference = null) {
    if (!this.width && !this.resize()) return;
    this.keepLayer(t, reference);
    const { pen } = this;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.drawImage(this.layer, 0, 0);
    pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    const chosen = this.hovered ?? this.selected;
    if (chosen !== null) {
      drawTiesOf(pen, this.run, chosen, this.spots, t, this.theme);
      this.drawPeople(pen, t, reference);
    }
    this.drawPeople(pen, t, reference, drawWays(pen, this, t, this.theme));
    drawWork(pen, this, t, this.theme);
    if (this.names.size || this.marked.length) this.drawNames();
  }

  // The layer is redrawn a few times a day; while playing, only as often as it leaves time for everything else.
  keepLayer(t, reference) {
    const slot = Math.floor(t * 4), now = performance.now();
    const resting = now - (this.lastFrame ?? 0) > 120;
    this.lastFrame = now;
    if (!this.stale && (t === this.layerTime || (!resting && (slot === this.slot || now < this.nextLayer)))) return;
    this.drawLayer(t, reference);
    this.slot = slot;
    this.layerTime = t;
    this.stale = false;
    this.nextLayer = performance.now() + 5 * (performance.now() - now);
  }

  drawLayer(t, reference) {
    this.theme = themeOf(this.root);
    const pen = this.layer.getContext("2d"), { theme } = this;
    pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    pen.fillStyle = theme.card;
    pen.fillRect(0, 0, this.width, this.height);
    this.drawTeamAreas(pen);
    drawTies(pen, this.run, this.spots, t, theme, this.shown);
    this.drawTeamNames(pen);
    this.drawPeople(pen, t, reference);
  }

  // A pale area under each team, in the colour of its side.
  drawTeamAreas(pen) {
    const { run, theme } = this;
    pen.globalAlpha = 0.07;
    this.teamSpots.forEach(({ left, right, top, bottom }, n) => {
      pen.fillStyle = run.teams[n].side === "it" ? theme.it : theme.business;
      pen.beginPath();
      pen.roundRect(left, top, right - left, bottom - top, 10);
      pen.fill();
    });
    pen.globalAlpha = 1;
  }

  // Names are drawn over ties and under people.
  drawTeamNames(pen) {
    const { theme, type } = this;
    pen.font = this.font;
    pen.textAlign = "center";
    pen.lineWidth = 4;
    pen.strokeStyle = theme.card;
    pen.fillStyle = theme.soft;
    for (const { x, top, lines } of this.teamSpots) {
      lines.forEach((text, n) => {
        pen.strokeText(text, x, top + type * (1.15 + 1.1 * n));
        pen.fillText(text, x, top + type * (1.15 + 1.1 * n));
      });
    }
  }

  // People with their marks: all of them, or some rows.
  drawPeople(pen, t, reference, rows = this.run.people.keys()) {
    const { run, theme, unit } = this, brokers = new Set(run.brokers(t));
    for (const row of rows) {
      const person = run.people[row], spot = this.spots[row], { x, y } = spot, resists = run.resistance(t, row);
      drawResistance(pen, spot, unit, resists, theme);
      if (brokers.has(row)) drawBroker(pen, spot, unit, theme);
      pen.fillStyle = person.side === "it" ? theme.it : theme.business;
      pen.strokeStyle = theme.card;
      pen.lineWidth = 2;
      pen.beginPath();
      pen.arc(x, y, unit * 0.78, 0, 7);
      pen.fill();
      pen.stroke();
      this.ring(pen, x, y, unit, run.person("trust", t, row), theme.ink, Math.max(1.4, unit / 5));
      if (reference) this.ring(pen, x, y, unit + 3, reference.person("trust", t, row), theme.faint, 1.6);
      drawStage(pen, spot, unit, resists.stage, theme);
    }
    if (pen !== this.pen) return;
    for (const row of new Set([this.selected, this.hovered])) {
      if (row !== null) this.nameOf(run.people[row], this.spots[row].x, this.spots[row].y);
    }
  }

  // Names that are always shown, apart from each other; people who stand out come first and have a ring.
  drawNames() {
    const { pen, spots, unit, type } = this, size = Math.max(13, type);
    const taken = this.teamSpots.map(({ left, right, top, lines }) => ({ x: left + 8, y: top, w: right - left - 16, h: type * 1.1 * lines.length }));
    const clear = (box) => box.x >= 0 && box.x + box.w <= this.width && box.y >= 0 && box.y + box.h <= this.height &&
      !taken.some((one) => box.x < one.x + one.w && one.x < box.x + box.w && box.y < one.y + one.h && one.y < box.y + box.h);
    const rows = [...this.marked, ...[...this.names.keys()].filter((row) => !this.marked.includes(row))];
    for (const row of rows) {
      const name = this.names.get(row) ?? this.run.people[row].name, { x, y } = spots[row], ringed = this.marked.includes(row);
      pen.font = fontOf(size);
      const w = pen.measureText(name).width + 10, h = size * 1.3, far = unit + 5;
      const places = [[x - w / 2, y - far - h], [x - w / 2, y + far], [x + far, y - h / 2], [x - far - w, y - h / 2],
        [x - w * 0.2, y - far - h], [x - w * 0.8, y - far - h], [x - w * 0.2, y + far], [x - w * 0.8, y + far]];
      const boxes = places.map(([left, top]) => ({ x: left, y: top, w, h })), box = boxes.find(clear) ?? boxes[0];
      taken.push(box);
      this.label(name, box, size, ringed ? spots[row] : null);
    }
  }

  label(name, { x, y, w, h }, size, ring) {
    const { pen, theme, unit } = this;
    if (ring) {
      pen.strokeStyle = theme.ink;
      pen.lineWidth = size / 7;
      pen.beginPath();
      pen.arc(ring.x, ring.y, unit + 5, 0, 7);
      pen.stroke();
    }
    pen.globalAlpha = ring ? 1 : 0.88;
    pen.fillStyle = ring ? theme.ink : theme.card;
    pen.beginPath();
    pen.roundRect(x, y, w, h, 5);
    pen.fill();
    pen.globalAlpha = 1;
    pen.fillStyle = ring ? theme.card : theme.ink;
    pen.textAlign = "center";
    pen.fillText(name, x + w / 2, y + h * 0.77);
  }

  // The length of the ring shows how much the person trusts the other side.
  ring(pen, x, y, radius, share, colour, width) {
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.beginPath();
    pen.arc(x, y, radius, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * share);
    pen.stroke();
  }

  nameOf(person, x, y) {
    const { pen, unit } = this;
    pen.font = fontOf(13);
    const w = pen.measureText(person.name).width + 12, h = 18, up = y - unit - 9 - 13;
    const left = Math.min(this.width - w, Math.max(0, x - w / 2)), top = up < 3 ? y + unit + 7 : up;
    this.label(person.name, { x: left, y: top, w, h }, 13, { x, y });
  }

  // The picture in words, for screen readers.
  describe(text) {
    if (text !== this.words.textContent) this.words.textContent = text;
  }

  at(event) {
    const box = this.canvas.getBoundingClientRect();
    const x = event.clientX - box.left, y = event.clientY - box.top;
    let best = null, least = Math.max(NEAR, this.unit + 5) ** 2;
    this.spots.forEach((spot, row) => {
      const far = (spot.x - x) ** 2 + (spot.y - y) ** 2;
      if (far < least) [best, least] = [row, far];
    });
    return best;
  }

  hover(event) {
    const row = event ? this.at(event) : null;
    if (row === this.hovered) return;
    this.hovered = row;
    this.canvas.style.cursor = row === null ? "default" : "pointer";
    this.onHover?.(row);
  }

  pick(event) {
    const row = this.at(event);
    this.onPick?.(row);
  }

  // A short text beside a person; the player supplies it.
  showTip(row, lines) {
    this.tip.style.display = row === null ? "none" : "block";
    if (row === null) return;
    this.tip.replaceChildren(...lines.map((line, n) => el(n ? "div" : "strong", {}, line)));
    const { x, y } = this.spots[row];
    const left = x > this.width / 2;
    this.tip.style.left = left ? "auto" : `${x + this.unit + 12}px`;
    this.tip.style.right = left ? `${this.width - x + this.unit + 12}px` : "auto";
    this.tip.style.top = `${Math.min(y - 10, this.height - 110)}px`;
  }
}
