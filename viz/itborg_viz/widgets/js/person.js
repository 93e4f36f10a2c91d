// The panel of one person: current traits, open work, ties, and events that changed trust.
import { el, formatted } from "./dom.js";
import { STAGES } from "./marks.js";
import { WEAKEST } from "./ties.js";

const TRAITS = {
  it: [["trust", "Trust in the business"], ["communication", "Communication"], ["priority", "Recognises business priority"]],
  business: [["trust", "Trust in IT"], ["communication", "Communication"], ["priority", "States true priorities"], ["mood", "Satisfied with IT"]],
};
const TIES = 6, SPOKEN = 8, CHANGES_SHOWN = 14;

export class Person {
  constructor(host, run, { onPick, onGo }) {
    this.run = run;
    this.onPick = onPick;
    this.onGo = onGo;
    this.trustChanges = null;
    this.pickList = el("select", { "aria-label": "Person", class: "itb-select", onchange: (e) => onPick(e.target.value === "" ? null : Number(e.target.value)) });
    this.body = el("div", { class: "itb-person-body" });
    this.root = el("div", { class: "itb-person" }, this.pickList, this.body);
    host.append(this.root);
    this.change(run);
  }

  change(run) {
    this.run = run;
    const rows = run.people.map((person, row) => ({ person, row }));
    const groups = run.teams.map((team, n) => el("optgroup", { label: team.name },
      ...rows.filter(({ person }) => person.team === n).map(({ person, row }) => el("option", { value: row }, person.name))));
    this.pickList.replaceChildren(el("option", { value: "" }, "Choose a person…"), ...groups);
    this.slot = null;
  }

  at(t, row) {
    const slot = `${Math.floor(t * 2)}/${row}/${this.trustChanges?.person}/${this.trustChanges?.entries.length}`;
    if (slot === this.slot) return;
    this.slot = slot;
    this.pickList.value = row ?? "";
    if (row === null) {
      this.body.replaceChildren(el("p", { class: "itb-soft" }, "Click a person in the network, or choose one here."));
      return;
    }
    const person = this.run.people[row], team = this.run.teams[person.team].name;
    this.body.replaceChildren(
      el("p", { class: "itb-soft itb-role" }, `${person.role}, ${team}`),
      el("div", { class: "itb-traits" }, ...TRAITS[person.side].map(([name, label]) => this.trait(label, this.run.person(name, t, row)))),
      this.work(t, row), ...this.voice(t, row), this.ties(t, row), this.trustLog(t, row));
  }

  trait(label, value) {
    return el("div", { class: "itb-trait" }, el("span", {}, label), el("b", {}, formatted(value, "share")),
      el("div", { class: "itb-meter" }, el("i", { style: `width:${Math.round(100 * value)}%` })));
  }

  work(t, row) {
    const { run } = this, mine = run.queueOf(row, t);
    const what = run.people[row].side === "business" ? "requested by this manager" : "with this person";
    const names = [...new Set(mine.map((n) => run.meta.services[run.a.item_service[n]]))].slice(0, 3).join(", ");
    return el("p", {}, el("b", {}, `${mine.length} `), `open ${mine.length === 1 ? "item" : "items"} ${what}${names ? `: ${names}` : ""}.`);
  }

  // Marks in words, who speaks for this person and for whom it speaks.
  voice(t, row) {
    const { run } = this, { stage, againstIt } = run.resistance(t, row), channels = run.channels(t), business = run.people[row].side === "business";
    const lines = [];
    if (run.brokers(t).includes(row)) lines.push(el("p", {}, el("b", {}, "Broker: "), "one of the people on whom most ways between the sides depend."));
    if (stage) lines.push(el("p", {}, el("b", {}, "Resists: "), `${STAGES[stage]}${againstIt ? "; the object is IT itself" : ""}.`));
    if (business) {
      const heard = channels.filter((one) => one.manager === row);
      lines.push(this.people("Heard in", heard, "No team of IT: nobody speaks for this manager.", (one) => ({
        row: one.counterpart, text: `${run.teams[one.team].name} ${formatted(one.voice, "share")}`,
        title: `by ${run.people[one.counterpart].name}${one.colleague === null ? "" : `, through ${run.people[one.colleague].name}`}`,
      })));
    }
    const leads = channels.filter((one) => (business ? one.colleague : one.counterpart) === row);
    const each = leads.filter((one, n) => leads.findIndex((other) => other.manager === one.manager) === n);
    if (!business || each.length) {
      lines.push(this.people(business ? "Leads colleagues to IT" : "Speaks for", each, "Nobody.", (one) => ({
        row: one.manager, text: `${run.people[one.manager].name} ${formatted(one.voice, "share")}`, title: `in ${run.teams[one.team].name}`,
      })));
    }
    return lines;
  }

  // A heading and a button for each channel; its text holds what a pointer would see only on hover.
  people(title, channels, none, describe) {
    const chips = channels.slice(0, SPOKEN).map(describe).map(({ row, text, title: more }) => el("button", {
      type: "button", class: "itb-chip", onclick: () => this.onPick(row),
    }, text, el("span", { class: "itb-soft" }, ` ${more}`)));
    const rest = channels.length > SPOKEN ? el("span", { class: "itb-soft itb-small" }, `and ${channels.length - SPOKEN} more`) : null;
    return el("div", {}, el("p", { class: "itb-sub" }, title), el("div", { class: "itb-chips" }, ...(chips.length ? [...chips, rest] : [el("span", { class: "itb-soft" }, none)])));
  }

  ties(t, row) {
    const { run } = this;
    const found = run.neighbours[row].map((p) => ({
      other: run.a.pairs[2 * p] === row ? run.a.pairs[2 * p + 1] : run.a.pairs[2 * p],
      contact: run.pair("contact", t, p), trust: run.pair("tie_trust", t, p),
    })).filter((tie) => tie.contact >= WEAKEST);
    const across = found.filter((tie) => run.people[tie.other].side !== run.people[row].side);
    const closest = (ties) => ties.sort((a, b) => b.contact - a.contact).slice(0, TIES);
    const shown = [...closest(across)];
    return el("div", {}, el("p", { class: "itb-sub" }, `${found.length} ties, ${across.length} to the other side`),
      el("div", { class: "itb-chips" }, ...shown.map((tie) => el("button", {
        type: "button", class: "itb-chip", title: `contact ${formatted(tie.contact, "share")}, trust ${formatted(tie.trust, "share")}`,
        onclick: () => this.onPick(tie.other),
      }, `${run.people[tie.other].name} ${formatted(tie.trust, "share")}`))));
  }

  trustLog(t, row) {
    const title = el("p", { class: "itb-sub" }, "Changes of trust in the other side");
    if (this.trustChanges?.person !== row) return el("div", {}, title, el("p", { class: "itb-soft" }, "Loading…"));
    const past = this.trustChanges.entries.filter((entry) => entry.day < t).slice(-CHANGES_SHOWN).reverse();
    if (!past.length) return el("div", {}, title, el("p", { class: "itb-soft" }, "No changes yet."));
    return el("div", {}, title, el("ol", { class: "itb-trust-log" }, ...past.map((entry) => {
      const change = Math.round((entry.after - entry.before) * 1000) / 10;
      const sign = change > 0 ? "up" : change < 0 ? "down" : "even";
      return el("li", {}, el("button", { type: "button", class: "itb-news", onclick: () => this.onGo(entry.day + 1) },
        el("span", { class: `itb-step itb-${sign}` }, change > 0 ? `+${change}` : `${change}`),
        el("span", { class: "itb-day" }, `day ${entry.day + 1}`), el("span", { class: "itb-news-text" }, entry.text)));
    })));
  }
}
