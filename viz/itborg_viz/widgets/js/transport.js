// Controls of the player: play, pause, step, speed, and the timeline with marks at events.
import { el, help } from "./dom.js";
import { SPEEDS } from "./clock.js";

const DAY = "Drag to any day; arrow keys move by a day, with shift by a month.";
const SPEED = "Simulated days per second; the keys + and - change it.";
const PLAY = "M8 5v14l11-7z", PAUSE = "M6 5h4v14H6zM14 5h4v14h-4z";

export class Transport {
  constructor(host, clock, news, { month = 20 } = {}) {
    this.clock = clock;
    const button = (label, tip, path, press) => {
      const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      icon.setAttribute("viewBox", "0 0 24 24");
      icon.setAttribute("aria-hidden", "true");
      icon.innerHTML = `<path d="${path}"/>`;
      return el("button", { type: "button", class: "itb-round itb-tipped", "aria-label": label, "data-tip": tip, onclick: press }, icon);
    };
    this.playButton = button("Play", "Play or pause. Key: space", PLAY, () => clock.toggle());
    this.playButton.classList.add("itb-play");
    this.playButton.setAttribute("data-testid", "play");
    this.day = el("output", { class: "itb-today", "data-testid": "day" });
    this.speed = el("select", { "aria-label": "Speed", class: "itb-select", onchange: (e) => { clock.speed = Number(e.target.value); } },
      ...SPEEDS.map((speed) => el("option", { value: speed, selected: speed === clock.speed }, `${speed} days/s`)));
    this.slider = el("input", {
      type: "range", min: 0, max: clock.days, step: 0.05, "aria-label": "Day", "data-testid": "scrub", class: "itb-scrub",
      oninput: (e) => clock.go(Number(e.target.value), false), onchange: (e) => clock.go(Number(e.target.value)),
    });
    const marks = el("div", { class: "itb-marks", "aria-hidden": "true" }, ...news.map(([day, kind, text]) =>
      el("i", { class: `itb-mark itb-kind-${kind}`, style: `left:${(100 * day) / clock.days}%`, title: text })));
    const months = Array.from({ length: Math.floor(clock.days / month) + 1 }, (_, n) =>
      el("span", { style: `left:${(100 * n * month) / clock.days}%` }, n % Math.ceil(clock.days / month / 13) ? "" : `${n}`));
    this.marks = marks;
    this.root = el("div", { class: "itb-transport", role: "group", "aria-label": "Player controls" },
      this.playButton,
      button("One day back", "One day back. Key: left", "M15 5v14L6 12z", () => clock.go(Math.ceil(clock.t) - 1)),
      button("One day forward", "One day forward. Key: right", "M9 5v14l9-7z", () => clock.go(Math.floor(clock.t) + 1)),
      el("span", { class: "itb-helped" }, this.day, help("the day", DAY)),
      el("div", { class: "itb-track" }, marks, this.slider, el("div", { class: "itb-months", "aria-hidden": "true" }, ...months)),
      el("span", { class: "itb-helped" }, this.speed, help("speed", SPEED)));
    host.append(this.root);
  }

  at(t) {
    this.slider.value = t;
    const day = Math.floor(t);
    if (day !== this.shown) {
      this.shown = day;
      this.day.textContent = `day ${day}`;
      this.slider.setAttribute("aria-valuetext", `day ${day} of ${this.clock.days}`);
    }
    if (this.clock.playing !== this.wasPlaying) {
      this.wasPlaying = this.clock.playing;
      this.playButton.setAttribute("aria-label", this.wasPlaying ? "Pause" : "Play");
      this.playButton.querySelector("path").setAttribute("d", this.wasPlaying ? PAUSE : PLAY);
    }
  }

  keys(event) {
    const jump = event.shiftKey ? 20 : 1;
    if (event.key === " ") this.clock.toggle();
    else if (event.key === "ArrowRight") this.clock.go(Math.floor(this.clock.t) + jump);
    else if (event.key === "ArrowLeft") this.clock.go(Math.ceil(this.clock.t) - jump);
    else if (event.key === "Home") this.clock.go(0);
    else if (event.key === "End") this.clock.go(this.clock.days);
    else if (event.key === "+" || event.key === "-") {
      const at = SPEEDS.indexOf(this.clock.speed) + (event.key === "+" ? 1 : -1);
      this.clock.speed = SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, at))];
      this.speed.value = this.clock.speed;
    } else return false;
    return true;
  }
}
