// Ties between people: width by contact, colour by trust; ties between the sides stand out. Where trust is lower than
// usual the colour is vermilion and the line is dashed, so that colour is not the only sign.
import { mixed } from "./dom.js";

const WEAKEST = 0.035; // contact below which a tie is not drawn
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
    const sameSide = run.people[run.a.pairs[2 * p]].side === run.people[run.a.pairs[2 * p + 1]].side;
    if (!sameSide && run.pair("contact", 0, p) >= WEAKEST) found.push(run.pair("tie_trust", 0, p));
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
    const sameSide = run.people[run.a.pairs[2 * p]].side === run.people[run.a.pairs[2 * p + 1]].side;
    found[sameSide ? "own" : "across"].push(Math.max(run.pair("contact", 0, p), run.pair("contact", run.days, p)));
  }
  const least = (contacts) => Math.max(WEAKEST, contacts.sort((a, b) => b - a)[MOST / 2] ?? 0);
  return { own: least(found.own), across: least(found.across) };
}

export function drawTies(pen, run, spots, t, theme, only) {
  run.weakest ??= weakest(run);
  const across = new Map(), own = Array.from({ length: WIDTHS }, () => new Path2D());
  for (let p = 0; p < run.pairCount; p++) {
    const contact = run.pair("contact", t, p);
    if (contact < WEAKEST) continue;
    const a = run.a.pairs[2 * p], b = run.a.pairs[2 * p + 1];
    if (contact < run.weakest[run.people[a].side === run.people[b].side ? "own" : "across"]) continue;
    const level = Math.min(WIDTHS - 1, Math.floor(contact * WIDTHS));
    if (run.people[a].side === run.people[b].side) {
      if (only !== "bridges") line(own[level], spots[a], spots[b]);
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
    pen.globalAlpha = 0.55 + 0.13 * level;
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
    (run.people[a].side === run.people[b].side ? line : curve)(path, spots[a], spots[b]);
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
