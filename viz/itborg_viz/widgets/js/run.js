// A recorded run: typed views on its bytes, and the state at any moment.
import { clamp } from "./dom.js";

const TYPES = { uint8: Uint8Array, uint16: Uint16Array, int16: Int16Array, uint32: Uint32Array, float32: Float32Array };

export function unpacked(packed, meta = packed.meta) {
  const view = packed.data;
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice();
  const arrays = {};
  for (const [name, [type, first, shape]] of Object.entries(meta.arrays)) {
    const count = shape.reduce((product, size) => product * size, 1);
    arrays[name] = new TYPES[type](bytes.buffer, first, count);
  }
  for (const name of meta.steps ?? []) addUp(arrays[name], meta.arrays[name][2][1]);
  return arrays;
}

// Rows are sent as differences from the row before, modulo 256.
function addUp(values, wide) {
  for (let n = wide; n < values.length; n++) values[n] += values[n - wide];
}

export const FADE = 0.45; // days for which completed work is still visible
const TRAVEL = 0.4; // longest duration of a hand-over on the screen, days
const NOBODY = 65535, AGAINST_IT = 4; // as `pack.py` and `resistance.py` write them

const rowIn = (row) => (row === NOBODY ? null : row);

export class Run {
  constructor(packed) {
    this.meta = typeof packed.meta === "string" ? JSON.parse(packed.meta) : packed.meta;
    Object.assign(this, { days: this.meta.days, people: this.meta.people, teams: this.meta.teams });
    this.a = unpacked(packed, this.meta);
    this.pairCount = this.a.pairs.length / 2;
    this.itemCount = this.a.item_kind.length;
    this.indexDays();
    this.indexRequests();
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

  // Requests by the day on which they are made, and the request of each change.
  indexRequests() {
    this.requests = [];
    this.requestOf = new Map();
    this.a.request_item.forEach((n, k) => {
      this.requestOf.set(n, k);
      const opened = this.a.item_opened[n];
      if (opened >= 0) (this.requests[Math.floor(opened)] ??= []).push(k);
    });
  }

  // Who speaks for a request, which colleague leads there (rows, null for nobody), and its voice in the team that builds.
  spokenFor(k) {
    return {
      counterpart: rowIn(this.a.request_counterpart[k]), colleague: rowIn(this.a.request_colleague[k]), voice: this.a.request_voice[k] / 255,
    };
  }

  // Stage of resistance of a person, 0 to 3, and whether it resists IT itself.
  resistance(t, row) {
    const code = this.a.resistance[clamp(Math.floor(t), 0, this.days) * this.people.length + row];
    return { stage: code % AGAINST_IT, againstIt: code >= AGAINST_IT };
  }

  // Rows of the people on whom most shortest ways between the sides depend.
  brokers(t) {
    const [moments, count] = this.meta.arrays.brokers[2];
    const moment = clamp(Math.floor(t / this.meta.broker_step), 0, moments - 1);
    return count ? [...this.a.brokers.subarray(moment * count, (moment + 1) * count)] : [];
  }

  // How well managers are heard: { manager, team, voice, counterpart, colleague } of all channels with a voice.
  channels(t) {
    const [moments, count] = this.meta.arrays.channel_voice[2], moment = clamp(Math.floor(t / this.meta.channel_step), 0, moments - 1);
    return Array.from({ length: count }, (_, c) => {
      const at = moment * count + c;
      return {
        manager: this.a.channel_pairs[2 * c], team: this.a.channel_pairs[2 * c + 1], voice: this.a.channel_voice[at] / 255,
        counterpart: rowIn(this.a.channel_counterpart[at]), colleague: rowIn(this.a.channel_colleague[at]),
      };
    }).filter((one) => one.voice > 0 && one.counterpart !== null).sort((one, other) => other.voice - one.voice);
  }

  // A trait or trust of a person at a moment, 0 to 1.
  person(column, t, row) {
    const values = this.a[column], n = this.people.length;
    const day = clamp(Math.floor(t), 0, this.days), next = Math.min(day + 1, this.days), part = clamp(t - day, 0, 1);
    return (values[day * n + row] * (1 - part) + values[next * n + row] * part) / 255;
  }

  // Whether a pair is of one side.
  sameSide(p) {
    return this.people[this.a.pairs[2 * p]].side === this.people[this.a.pairs[2 * p + 1]].side;
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
