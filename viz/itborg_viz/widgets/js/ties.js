// Ties between people: width by contact; ties between the sides stand out and have the colour of trust. Where trust is
// lower than usual the colour is vermilion and the line is dashed, so that colour is not the only sign. Ties inside a side
// are faint, and by default only the closest of each person are drawn; in a large organisation also those between the sides.
import { mixed } from "./dom.js";

export const WEAKEST = 0.02; // contact below which a tie is not drawn: it is being formed or forgotten
export const CLOSEST = 2; // ties inside a side that are drawn of each person, by contact
const BETWEEN = 100; // about as many ties between the sides are drawn, the closest of each manager
const MOST = 1500; // ties drawn at once; if there are more, the closest ones
const SHADES = 7, WIDTHS = 4;
const SPAN = 0.08; // difference from the usual trust at which a colour is darkest
const DASHED = 1 / 3; // part of the scale up to which a line is dashed

function shadeOf(theme, share) {
  const deep = Math.abs(2 * share - 1) ** 0.7; // makes small differences visible
  return mixed(theme.faint, share < 0.5 ? theme.bad : theme.good, deep);
}

// The usual trust: the median over ties between the sides in the initial state. All strategies start from the same state, so
// their pictures are comparable; trust changes by a few points in a run, which a scale from 0 to 1 would hide.
export function usualTrust(run) {
  const found = [];
  for (let p = 0; p < run.pairCount; p++) {
    if (!run.sameSide(p) && run.pair("contact", 0, p) >= WEAKEST) found.push(run.pair("tie_trust", 0, p));
  }
  return found.length ? found.sort((a, b) => a - b)[found.length >> 1] : 0.5;
}

// The lowest and the highest trust that colours distinguish.
export const trustRange = (run) => [-SPAN, SPAN].map((step) => (run.usual ??= usualTrust(run)) + step);

function trustShare(run, trust) {
  const [low, high] = trustRange(run);
  return Math.min(1, Math.max(0, (trust - low) / (high - low)));
}

const dashOf = (share, width) => (share <= DASHED ? [5 + width, 3 + width] : []);

// Smallest contact of ties that are drawn: in a large organisation only the closest, half of them between the sides.
export function weakest(run) {
  const found = { own: [], across: [] };
  for (let p = 0; p < run.pairCount; p++) {
    found[run.sameSide(p) ? "own" : "across"].push(Math.max(run.pair("contact", 0, p), run.pair("contact", run.days, p)));
  }
  const least = (contacts) => Math.max(WEAKEST, contacts.sort((a, b) => b - a)[MOST / 2] ?? 0);
  return { own: least(found.own), across: least(found.across) };
}

// The closest ties on a day, as a set of pairs: of each person inside its side, and of each manager to IT.
function closestTies(run, t) {
  const day = Math.floor(t);
  if (run.closest?.day === day) return run.closest.pairs;
  const pairs = new Set(), managers = run.people.filter(({ side }) => side === "business").length;
  const across = Math.max(1, Math.round(BETWEEN / Math.max(1, managers)));
  run.neighbours.forEach((mine, row) => {
    const there = mine.filter((p) => run.pair("contact", day, p) >= WEAKEST);
    there.sort((p, q) => run.pair("contact", day, q) - run.pair("contact", day, p));
    for (const p of there.filter((one) => run.sameSide(one)).slice(0, CLOSEST)) pairs.add(p);
    if (run.people[row].side !== "business") return;
    for (const p of there.filter((one) => !run.sameSide(one)).slice(0, across)) pairs.add(p);
  });
  run.closest = { day, pairs };
  return pairs;
}

// shown: "closest" (the closest of each person), "all", or "between" (all between the sides, none inside).
export function drawTies(pen, run, spots, t, theme, shown) {
  run.weakest ??= weakest(run);
  const closest = shown === "closest" ? closestTies(run, t) : null;
  const across = new Map(), own = Array.from({ length: WIDTHS }, () => new Path2D());
  for (let p = 0; p < run.pairCount; p++) {
    const contact = run.pair("contact", t, p);
    if (contact < WEAKEST) continue;
    const a = run.a.pairs[2 * p], b = run.a.pairs[2 * p + 1];
    const inside = run.sameSide(p), level = Math.min(WIDTHS - 1, Math.floor(contact * WIDTHS));
    if (closest ? !closest.has(p) : contact < run.weakest[inside ? "own" : "across"]) continue;
    if (inside && shown === "between") continue;
    if (inside) {
      line(own[level], spots[a], spots[b]);
      continue;
    }
    const shade = Math.round(trustShare(run, run.pair("tie_trust", t, p)) * (SHADES - 1));
    const key = level * SHADES + shade;
    if (!across.has(key)) across.set(key, new Path2D());
    curve(across.get(key), spots[a], spots[b]);
  }
  pen.lineCap = "round";
  own.forEach((path, level) => {
    pen.globalAlpha = 0.08 + 0.12 * level;
    pen.lineWidth = 0.6 + 0.5 * level;
    pen.strokeStyle = theme.faint;
    pen.stroke(path);
  });
  for (const [key, path] of across) {
    const level = Math.floor(key / SHADES), share = (key % SHADES) / (SHADES - 1);
    pen.globalAlpha = 0.4 + 0.18 * level;
    pen.lineWidth = 1 + 1.1 * level;
    pen.strokeStyle = shadeOf(theme, share);
    pen.setLineDash(dashOf(share, pen.lineWidth));
    pen.stroke(path);
  }
  pen.setLineDash([]);
  pen.globalAlpha = 1;
}

// Draw the ties of one person over all others.
export function drawTiesOf(pen, run, row, spots, t, theme) {
  pen.lineCap = "round";
  for (const p of run.neighbours[row]) {
    const contact = run.pair("contact", t, p);
    if (contact < WEAKEST) continue;
    const path = new Path2D();
    const a = run.a.pairs[2 * p], b = run.a.pairs[2 * p + 1];
    (run.sameSide(p) ? line : curve)(path, spots[a], spots[b]);
    pen.lineWidth = 1.2 + 4 * contact;
    pen.globalAlpha = 0.9;
    const share = trustShare(run, run.pair("tie_trust", t, p));
    pen.strokeStyle = shadeOf(theme, share);
    pen.setLineDash(dashOf(share, pen.lineWidth));
    pen.stroke(path);
  }
  pen.setLineDash([]);
  pen.globalAlpha = 1;
}

function line(path, a, b) {
  path.moveTo(a.x, a.y);
  path.lineTo(b.x, b.y);
}

function curve(path, a, b) {
  const bend = bendOf(a, b);
  path.moveTo(a.x, a.y);
  path.quadraticCurveTo(bend.x, bend.y, b.x, b.y);
}

export function bendOf(a, b) {
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  return { x: middle.x - (b.y - a.y) * 0.08, y: middle.y + (b.x - a.x) * 0.03 };
}
