// The watermelon: green outside is what IT reports, red inside is what the business feels.
import { el, said, svg } from "./dom.js";

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
    const sla = run.gauge("sla_met", t), rating = run.gauge("business_rating", t), gap = sla - rating;
    const words = `${said(sla, "share")}|${said(rating, "share")}`;
    if (words === this.words) return;
    this.words = words;
    this.rind.setAttribute("stroke-dasharray", `${Math.max(0, 100 * (sla || 0))} 100`);
    this.flesh.setAttribute("r", (R - 7) * Math.sqrt(Math.max(0, 1 - (rating || 0))));
    const verdict = gap > 0.3 ? "A watermelon: green outside, red inside." : gap > 0.15 ? "Greener on paper than it feels." : "What is reported is what is felt.";
    this.text.replaceChildren(
      el("div", {}, el("b", { class: "itb-green" }, said(sla, "share")), " closed in time, says IT"),
      el("div", {}, el("b", { class: "itb-red" }, said(rating, "share")), " content, says the business"),
      el("div", { class: "itb-verdict" }, verdict));
    this.root.setAttribute("aria-label", `IT reports ${said(sla, "share")} closed in time; the business rates IT ${said(rating, "share")}. ${verdict}`);
  }
}
