// The picture of a day in words, for screen readers and for the text beside the pointer.
import { STAGES } from "./marks.js";
import { formatted } from "./dom.js";

const REQUESTS_NAMED = 8; // requests of a day in words

// Marks of a person: "broker", "protests", each as a line.
export function marksOf(run, t, row) {
  const { stage, againstIt } = run.resistance(t, row);
  const lines = run.brokers(t).includes(row) ? ["broker between the sides"] : [];
  if (stage) lines.push(`${STAGES[stage]}${againstIt ? ", against IT itself" : ""}`);
  return lines;
}

function request(run, k) {
  const n = run.a.request_item[k], { counterpart, colleague, voice } = run.spokenFor(k), name = (row) => run.people[row].name;
  const what = `${name(run.a.item_owner[n])} requests a change to ${run.meta.services[run.a.item_service[n]]}`;
  if (counterpart === null) return `${what}; nobody speaks for it.`;
  const led = colleague === null ? "" : `, reached through ${name(colleague)},`;
  return `${what}; ${name(counterpart)}${led} speaks for it, heard to ${formatted(voice, "share")}.`;
}

export function described(run, t) {
  const day = Math.floor(t), requests = run.requests[day - 1] ?? [];
  const names = run.brokers(t).map((row) => run.people[row].name).join(", ");
  const counts = STAGES.slice(1).map((text, n) => [text, run.people.filter((_, row) => run.resistance(t, row).stage === n + 1).length]);
  const resisting = counts.filter(([, count]) => count).map(([text, count]) => `${count} ${text}`).join(", ");
  return [
    `Day ${day}.`, names ? `Brokers between the sides: ${names}.` : "", resisting ? `Managers who resist: ${resisting}.` : "No manager resists.",
    ...requests.slice(0, REQUESTS_NAMED).map((k) => request(run, k)), requests.length > REQUESTS_NAMED ? `${requests.length - REQUESTS_NAMED} more requests.` : "",
  ].filter(Boolean).join(" ");
}
