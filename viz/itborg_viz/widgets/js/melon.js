// The watermelon: green outside, as IT reports, and red inside, as the business rates IT.
import { el, formatted, svg } from "./dom.js";

const R = 40;

export class Melon {
  constructor(host) {
    const centre = { cx: 50, cy: 50 };
    this.rind = svg("circle", { ...centre, r: R, class: "itb-rind", pathLength: 100, transform: "rotate(-90 50 50)" });
    this.flesh = svg("circle", { ...centre, r: 0, class: "itb-flesh" });
    this.text = el("div", { class: "itb-melon-text" });
    this.root = el("div", { class: "itb-melon", role: "img" },
      svg("svg", { viewBox: "0 0 100 100", "aria-hidden": "true" },
        svg("circle", { ...centre, r: R, class: "itb-rind-rest" }), this.flesh, this.rind),
      this.text);
    host.append(this.root);
  }

  at(run, t) {
    const sla = run.indicator("sla_met", t), user = run.indicator("sla_met_user_clock", t);
    const rating = run.indicator("business_rating", t);
    const values = [sla, user, rating].map((value) => formatted(value, "share")).join("|");
    if (values === this.values) return;
    this.values = values;
    this.rind.setAttribute("stroke-dasharray", `${Math.max(0, 100 * (sla || 0))} 100`);
    this.flesh.setAttribute("r", (R - 7) * Math.sqrt(Math.max(0, 1 - (rating || 0))));
    const summary = sla - user > 0.02 ? "Watermelon: IT's clock stands while the user waits." : sla - rating > 0.1 ? "IT reports more than the business sees." : "Report and rating agree.";
    this.text.replaceChildren(
      el("div", {}, el("b", { class: "itb-green" }, formatted(sla, "share")), " resolved in time, by IT's clock"),
      el("div", {}, el("b", { class: "itb-green" }, formatted(user, "share")), " resolved in time, by the user's clock"),
      el("div", {}, el("b", { class: "itb-red" }, formatted(rating, "share")), " rating of IT by the business"),
      el("div", { class: "itb-melon-summary" }, summary));
    this.root.setAttribute("aria-label", `IT reports ${formatted(sla, "share")} resolved in time, ${formatted(user, "share")} by the user's clock; the business rates IT ${formatted(rating, "share")}. ${summary}`);
  }
}
