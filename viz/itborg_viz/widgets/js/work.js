// Work: round for an incident, square for a change; it moves, waits with people and in teams' queues, and ends.
import { bendOf } from "./ties.js";
import { FADE } from "./run.js";
import { pointOn, segments, stationsOf } from "./ways.js";

const AROUND = 10; // items drawn around a person; a number shows the total if there are more
const IN_ROW = 12; // items drawn in a row of a team's queue, at most
const TOP = 4, ENLARGED = 1.35; // the top priority, and the factor by which it is drawn larger

export function drawWork(pen, scene, t, theme) {
  const { run, size } = scene;
  const waiting = new Map();
  const day = Math.min(run.days, Math.max(0, Math.floor(t)));
  for (const n of run.visible[day]) {
    const closed = run.a.item_closed[n];
    if (run.a.item_opened[n] > t || closed + FADE < t) continue;
    if (closed <= t) {
      drawEnd(pen, scene, n, (t - closed) / FADE, theme, size);
      continue;
    }
    const at = run.where(n, t);
    if (at.part < 1) drawTravel(pen, scene, n, at, theme, size);
    else {
      if (!waiting.has(at.to)) waiting.set(at.to, []);
      waiting.get(at.to).push(n);
    }
  }
  for (const [place, items] of waiting) {
    if (place >= run.people.length) drawQueue(pen, scene, place, items, theme, size);
    else drawWithPerson(pen, scene, place, items, theme, size);
  }
}

function mark(pen, run, n, x, y, size, theme) {
  const top = run.a.item_label[n] >= TOP;
  pen.fillStyle = top ? theme.bad : run.a.item_kind[n] === 1 ? theme.change : theme.ink;
  if (top) size *= ENLARGED; // a sign besides colour
  if (run.a.item_kind[n] === 1) pen.fillRect(x - size, y - size, 2 * size, 2 * size);
  else {
    pen.beginPath();
    pen.arc(x, y, size, 0, 7);
    pen.fill();
  }
}

function drawTravel(pen, scene, n, at, theme, size) {
  const a = port(scene, at.from, size), b = port(scene, at.to, size);
  const asked = at.step === 1 ? scene.run.requestOf.get(n) : undefined; // a request goes the way of its words
  const f = at.part * at.part * (3 - 2 * at.part), back = Math.max(0, f - 0.14);
  const line = asked === undefined ? [{ a, b, bend: bendOf(a, b) }] : segments(scene, stationsOf(scene.run, asked));
  const head = pointOn(line, f), tail = pointOn(line, back);
  pen.strokeStyle = scene.run.a.item_label[n] >= TOP ? theme.bad : theme.soft;
  pen.globalAlpha = 0.55;
  pen.lineWidth = size * 0.9;
  pen.beginPath();
  pen.moveTo(tail.x, tail.y);
  pen.lineTo(head.x, head.y);
  pen.stroke();
  pen.globalAlpha = 1;
  mark(pen, scene.run, n, head.x, head.y, size * 1.25, theme);
}

// Where work arrives and leaves: above a person, so that it covers nobody.
function port(scene, place, size) {
  const spot = scene.spot(place);
  return place < scene.run.people.length ? { x: spot.x, y: spot.y - scene.unit - size - 3.5 } : spot;
}

// Draw the items that wait with a person.
function drawWithPerson(pen, scene, place, items, theme, size) {
  const spot = scene.spot(place), radius = scene.unit + size + 3.5;
  items.slice(0, AROUND).forEach((n, k) => {
    const angle = -Math.PI / 2 + (k * 2 * Math.PI) / AROUND;
    mark(pen, scene.run, n, spot.x + radius * Math.cos(angle), spot.y + radius * Math.sin(angle), size, theme);
  });
  if (items.length > AROUND) number(pen, `${items.length}`, spot.x + radius + 5, spot.y - radius, theme);
}

function drawQueue(pen, scene, place, items, theme, size) {
  const spot = scene.spot(place), gap = 2 * size + 2, rest = 26; // pixels for the number of items that are not drawn
  const most = Math.max(3, Math.min(IN_ROW, Math.floor((spot.wide - 2 * rest) / gap)));
  const shown = items.slice(0, most * spot.rows), wide = Math.min(most, shown.length);
  shown.forEach((n, k) => {
    const x = spot.x + ((k % most) - (wide - 1) / 2) * gap, y = spot.y + Math.floor(k / most) * gap;
    mark(pen, scene.run, n, x, y, size, theme);
  });
  if (items.length > shown.length) number(pen, `+${items.length - shown.length}`, spot.x + (most / 2) * gap + 2, spot.y + size + 1, theme);
}

function number(pen, text, x, y, theme) {
  pen.fillStyle = theme.soft;
  pen.font = "600 11px Roboto, system-ui, sans-serif";
  pen.textAlign = "left";
  pen.fillText(text, x, y);
}

const ENDS = ["soft", "good", "c2", "bad", "bad"];

function drawEnd(pen, scene, n, part, theme, size) {
  const { run } = scene;
  const last = run.a.step_place[run.a.step_first[n + 1] - 1];
  const spot = scene.spot(last);
  pen.globalAlpha = 1 - part;
  pen.strokeStyle = theme[ENDS[run.a.item_outcome[n]]];
  pen.lineWidth = run.a.item_outcome[n] >= 3 ? 3 : 1.6;
  pen.beginPath();
  pen.arc(spot.x, spot.y, scene.unit + size + part * 12, 0, 7);
  pen.stroke();
  pen.globalAlpha = 1;
}
