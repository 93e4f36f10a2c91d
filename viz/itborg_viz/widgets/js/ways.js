// The way of a request: from its manager, through a colleague if one leads there, to the person who speaks for it, and to
// the team that builds. Where nobody speaks for it, a request takes the official way straight to the team: dashed.
import { bendOf } from "./ties.js";

const LEAVES = 0.3, ARRIVES = 0.7; // days after the request
const HELD = 1.2, GONE = 2; // days after the request until which its way is drawn in full, and at all

// Stations of a request, first to last: rows of people, then the queue of the team.
export function stationsOf(run, k) {
  const n = run.a.request_item[k], first = run.a.step_first[n];
  const { colleague, counterpart } = run.spokenFor(k);
  return [run.a.item_owner[n], colleague, counterpart, run.a.step_place[first + 1]].filter((station) => station !== null);
}

// A line through stations, as curves: { a, b, bend } with a control point.
export function segments(scene, stations) {
  const spots = stations.map((station) => scene.spot(station));
  return spots.slice(1).map((b, k) => ({ a: spots[k], b, bend: bendOf(spots[k], b) }));
}

// The point at a part of the line, 0 to 1; each segment takes the same time.
export function pointOn(line, part) {
  const at = Math.min(line.length - 1e-9, Math.max(0, part) * line.length), { a, b, bend } = line[Math.floor(at)], s = at % 1;
  const on = (axis) => (1 - s) * (1 - s) * a[axis] + 2 * s * (1 - s) * bend[axis] + s * s * b[axis];
  return { x: on("x"), y: on("y") };
}

export function drawWays(pen, scene, t, theme) {
  const { run } = scene, day = Math.floor(t), people = new Set();
  pen.lineCap = "round";
  pen.lineJoin = "round";
  for (const k of [...(run.requests[day - 1] ?? []), ...(run.requests[day] ?? [])]) {
    const n = run.a.request_item[k], age = t - run.a.item_opened[n];
    if (age <= LEAVES || age >= GONE) continue;
    const stations = stationsOf(run, k), line = segments(scene, stations), spoken = stations.length > 2;
    const part = Math.min(1, (age - LEAVES) / (ARRIVES - LEAVES)), steps = Math.ceil(part * 14 * line.length);
    pen.beginPath();
    pen.moveTo(line[0].a.x, line[0].a.y);
    for (let step = 1; step <= steps; step++) {
      const { x, y } = pointOn(line, (part * step) / steps);
      pen.lineTo(x, y);
    }
    pen.globalAlpha = (spoken ? 0.85 : 0.6) * Math.min(1, (GONE - age) / (GONE - HELD));
    pen.setLineDash(spoken ? [] : [3, 5]);
    pen.strokeStyle = spoken ? theme.change : theme.soft;
    pen.lineWidth = spoken ? 2 + 3.5 * run.spokenFor(k).voice : 2;
    pen.stroke();
    for (const station of stations.slice(0, -1)) people.add(station);
  }
  pen.setLineDash([]);
  pen.globalAlpha = 1;
  return people;
}
