// A recorded run: typed views on its bytes, and the state at any moment.
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
  for (const name of packed.meta.steps ?? []) addUp(arrays[name], packed.meta.arrays[name][2][1]);
  return arrays;
}

// Rows are sent as differences from the row before, modulo 256.
function addUp(values, wide) {
  for (let n = wide; n < values.length; n++) values[n] += values[n - wide];
}

export const FADE = 0.45; // days for which completed work is still visible
const TRAVEL = 0.4; // longest duration of a hand-over on the screen, days

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

  // Index the work that is visible on each day.
  indexDays() {
    this.visible = Array.from({ length: this.days + 1 }, () => []);
    for (let n = 0; n < this.itemCount; n++) {
      const first = clamp(Math.floor(this.a.item_opened[n]), 0, this.days);
      const last = clamp(Math.floor(this.a.item_closed[n] + FADE), 0, this.days);
      for (let day = first; day <= last; day++) this.visible[day].push(n);
    }
  }

  // A trait or trust of a person at a moment, 0 to 1.
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

  indicator(name, t) {
    const row = this.meta.indicators.findIndex((indicator) => indicator.name === name);
    return this.a.indicators[row * this.days + clamp(Math.round(t) - 1, 0, this.days - 1)];
  }

  line(name) {
    const row = this.meta.indicators.findIndex((indicator) => indicator.name === name);
    return this.a.indicators.subarray(row * this.days, (row + 1) * this.days);
  }

  // Position of an item: from one place to another, and the part of the way, 0 to 1. Places after the people are teams' queues.
  where(n, t) {
    const { step_first: first, step_time: time, step_place: place } = this.a;
    let k = first[n + 1] - 1;
    while (k > first[n] && time[k] > t) k--;
    const here = place[k];
    if (k === first[n]) return { from: here, to: here, part: 1, step: 0 };
    const gap = k + 1 < first[n + 1] ? time[k + 1] - time[k] : TRAVEL;
    const part = clamp((t - time[k]) / Math.max(0.02, Math.min(TRAVEL, gap)), 0, 1);
    return { from: place[k - 1], to: here, part, step: k - first[n] };
  }

  // Open items that a person works on (IT) or has requested (business).
  queueOf(row, t) {
    const requested = this.people[row].side === "business";
    const day = clamp(Math.floor(t), 0, this.days);
    return this.visible[day].filter((n) => {
      if (this.a.item_opened[n] > t || this.a.item_closed[n] <= t) return false;
      return requested ? this.a.item_owner[n] === row : this.where(n, t).to === row;
    });
  }

  openItems(t) {
    const day = clamp(Math.floor(t), 0, this.days);
    return this.visible[day].filter((n) => this.a.item_opened[n] <= t && this.a.item_closed[n] > t);
  }
}
