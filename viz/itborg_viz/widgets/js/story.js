// The story beside the picture: events up to the playhead, newest first.
import { el } from "./dom.js";

const SHOWN = 40;
export const KINDS = {
  outage: "Outage", promise: "Promise", bounce: "Ping-pong", bridge: "Bridge", voice: "Voice", resistance: "Resistance", month: "The run", turn: "Turning point", strategy: "Decision",
};

export class Story {
  constructor(host, news, onGo) {
    this.news = news;
    this.onGo = onGo;
    this.list = el("ol", { class: "itb-story", "aria-label": "Events so far, newest first" });
    host.append(this.list);
    this.count = -1;
  }

  at(t) {
    let count = 0;
    while (count < this.news.length && this.news[count][0] <= t) count++;
    if (count === this.count) return;
    const fresh = count === this.count + 1;
    this.count = count;
    const rows = this.news.slice(Math.max(0, count - SHOWN), count).reverse();
    this.list.replaceChildren(...rows.map((one, n) => this.row(one, fresh && n === 0)));
    if (!rows.length) this.list.append(el("li", { class: "itb-soft" }, "Press play to see events here."));
  }

  row([day, kind, text, people], fresh) {
    const go = el("button", { type: "button", class: "itb-news", onclick: () => this.onGo(day, people) },
      el("span", { class: `itb-kind itb-kind-${kind}` }, KINDS[kind] ?? kind),
      el("span", { class: "itb-day" }, `day ${Math.floor(day) + 1}`), el("span", { class: "itb-news-text" }, text));
    return el("li", { class: fresh ? "itb-fresh" : "" }, go);
  }
}
