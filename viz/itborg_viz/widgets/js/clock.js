// The playhead: one for all pictures on the page.
import { clamp, reducedMotion } from "./dom.js";

export const SPEEDS = [0.5, 1, 2, 4, 8, 16]; // days a second

export class Clock {
  constructor(days, t = 0) {
    this.days = days;
    this.t = clamp(t, 0, days);
    this.playing = false;
    this.speed = 2;
    this.watchers = [];
    this.last = 0;
    this.frames = [];
    this.frame = this.frame.bind(this);
  }

  watch(callback) {
    this.watchers.push(callback);
  }

  notify(settled = false) {
    for (const callback of this.watchers) callback(this.t, settled);
  }

  play() {
    if (this.playing || this.closed) return;
    if (this.t >= this.days) this.t = 0;
    this.playing = true;
    this.last = performance.now();
    this.carry = 0;
    requestAnimationFrame(this.frame);
    this.notify();
  }

  pause() {
    this.playing = false;
    this.notify(true);
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  go(t, settled = true) {
    this.t = clamp(t, 0, this.days);
    this.notify(settled && !this.playing);
  }

  close() {
    this.closed = true;
    this.playing = false;
    this.watchers = [];
  }

  frame(now) {
    if (!this.playing) return;
    const passed = clamp((now - this.last) / 1000, 0, 0.25) * this.speed; // a frame may be older than the click
    this.frames.push(now);
    if (this.frames.length > 240) this.frames.shift();
    this.last = now;
    if (reducedMotion()) {
      this.carry += passed; // full days only, without gliding
      const days = Math.floor(this.carry);
      this.carry -= days;
      this.t = Math.min(this.days, Math.floor(this.t) + days);
    } else {
      this.t = Math.min(this.days, this.t + passed);
    }
    if (this.t >= this.days) this.playing = false;
    this.notify(!this.playing);
    if (this.playing) requestAnimationFrame(this.frame);
  }

  // Frames per second over the last 240 frames, for measurements.
  rate() {
    const n = this.frames.length;
    return n < 2 ? 0 : ((n - 1) * 1000) / (this.frames[n - 1] - this.frames[0]);
  }
}
