// The network of the first day: who talks to whom across the two sides, and who bridges them.
import { Run } from "./run.js";
import { Network } from "./network.js";
import { unpack } from "./live.js";

export class Picture {
  // host: an element with the parts of stage_network.html; its data-names are read again whenever they change.
  constructor(host) {
    this.host = host;
    this.part = (name) => host.querySelector(`[data-part=${name}]`);
    unpack(host.dataset.network).then((found) => this.begin(found)).catch(() => { this.part("network").textContent = "The network could not be loaded. Load the page again."; });
  }

  begin(found) {
    if (this.closed) return;
    this.run = new Run(found.run);
    this.rowOf = new Map(this.run.people.map((person, row) => [person.id, row]));
    this.network = new Network(this.part("network"), this.run, { label: "Relationship network: people of both sides and the ties between them" });
    this.network.onHover = () => {};
    this.part("bridging").replaceChildren(...found.bridging.map(({ name, team }) => {
      const one = document.createElement("li"), where = document.createElement("span");
      where.textContent = team;
      one.append(name, where);
      return one;
    }));
    this.resized = new ResizeObserver(() => { this.network.resize(); this.network.draw(0); });
    this.resized.observe(this.part("network"));
    this.read();
    document.fonts?.ready.then(() => this.network.resize());
  }

  read() {
    if (!this.network) return;
    this.network.names = new Map(Object.entries(JSON.parse(this.host.dataset.names || "{}")).filter(([id]) => this.rowOf.has(id)).map(([id, name]) => [this.rowOf.get(id), name]));
    this.network.stale = true;
    this.network.draw(0);
  }

  close() {
    this.closed = true;
    this.resized?.disconnect();
  }
}
