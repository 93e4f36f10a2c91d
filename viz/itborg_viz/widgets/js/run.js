// A recorded run: typed views on the bytes that came with it, and what was so at any moment.
import { clamp } from "./dom.js";

const TYPES = { uint8: Uint8Array, uint16: Uint16Array, int16: Int16Array, uint32: Uint32Array, float32: Float32Array };

export function unpacked(packed) {
  const view = packed.data;
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice();
  const arrays = {};
  for (const [name, [type, first, shape]] of Object.entries(packed.meta.arrays)) {
    const count = shape.reduce((product, size) => product * size, 1);
    arrays[name] = new TYPES[type](bytes.buffer, first, count);
  }
  return arrays;
}

export const FADE = 0.45; // days for which an end can still be seen
const TRAVEL = 0.4; // days a hand-over takes on the screen at most

export class Run {
  constructor(packed) {
    this.meta = packed.meta;
    this.days = packed.meta.days;
    this.people = packed.meta.people;
    this.teams = packed.meta.teams;
    this.a = unpacked(packed);
    this.pairCount = this.a.pairs.length / 2;
    this.itemCount = this.a.item_kind.length;
    this.indexDays();
    this.neighbours = this.people.map(() => []);
    for (let p = 0; p < this.pairCount; p++) {
      this.neighbours[this.a.pairs[2 * p]].push(p);
      this.neighbours[this.a.pairs[2 * p + 1]].push(p);
    }
  }

  // Which work can be seen on each day.
  indexDays() {
    this.live = Array.from({ length: this.days + 1 }, () => []);
    for (let n = 0; n < this.itemCount; n++) {
      const first = clamp(Math.floor(this.a.item_opened[n]), 0, this.days);
      const last = clamp(Math.floor(this.a.item_closed[n] + FADE), 0, this.days);
      for (let day = first; day <= last; day++) this.live[day].push(n);
    }
  }

  // A share of a person at a moment, 0 to 1.
  person(column, t, row) {
    const values = this.a[column], n = this.people.length;
    const day = clamp(Math.floor(t), 0, this.days), next = Math.min(day + 1, this.days), part = clamp(t - day, 0, 1);
    return (values[day * n + row] * (1 - part) + values[next * n + row] * part) / 255;
  }

  // Contact or trust of a pair at a moment, 0 to 1.
  pair(column, t, p) {
    const step = this.meta.tie_step, last = this.a.contact.length / this.pairCount - 1;
    const at = clamp(t / step, 0, last), row = Math.floor(at), next = Math.min(row + 1, last), part = at - row;
    const values = this.a[column];
    return (values[row * this.pairCount + p] * (1 - part) + values[next * this.pairCount + p] * part) / 255;
  }

  gauge(name, t) {
    const row = this.meta.gauges.findIndex((gauge) => gauge.name === name);
    return this.a.gauges[row * this.days + clamp(Math.round(t) - 1, 0, this.days - 1)];
  }

  line(name) {
    const row = this.meta.gauges.findIndex((gauge) => gauge.name === name);
    return this.a.gauges.subarray(row * this.days, (row + 1) * this.days);
  }

  // Where a piece of work is: from one place to another, how far; places beyond the people are teams' queues.
  where(n, t) {
    const { step_first: first, step_time: time, step_place: place } = this.a;
    let k = first[n + 1] - 1;
    while (k > first[n] && time[k] > t) k--;
    const here = place[k];
    if (k === first[n]) return { from: here, to: here, part: 1, step: 0 };
    const room = k + 1 < first[n + 1] ? time[k + 1] - time[k] : TRAVEL;
    const part = clamp((t - time[k]) / Math.max(0.02, Math.min(TRAVEL, room)), 0, 1);
    return { from: place[k - 1], to: here, part, step: k - first[n] };
  }

  // Work in somebody's hands at a moment (IT), or of its own that is open (business).
  queueOf(row, t) {
    const mine = this.people[row].side === "business";
    const day = clamp(Math.floor(t), 0, this.days);
    return this.live[day].filter((n) => {
      if (this.a.item_opened[n] > t || this.a.item_closed[n] <= t) return false;
      return mine ? this.a.item_owner[n] === row : this.where(n, t).to === row;
    });
  }

  openItems(t) {
    const day = clamp(Math.floor(t), 0, this.days);
    return this.live[day].filter((n) => this.a.item_opened[n] <= t && this.a.item_closed[n] > t);
  }
}
