// Where teams and people stand in a picture of a given size: each team has a room with its name above, its people, its queue below.

// A name in short: the longest words lose their ends, so that names which differ in one word still differ.
function shortened(name, most) {
  const words = name.split(" ").map((text) => ({ text, cut: false }));
  const said = () => words.map(({ text, cut }) => (cut ? `${text}.` : text)).join(" ");
  for (let guard = 0; said().length > most && guard < name.length; guard++) {
    const longest = words.reduce((one, other) => (other.text.length > one.text.length ? other : one));
    if (longest.text.length < 4) break;
    Object.assign(longest, { text: longest.text.slice(0, -1), cut: true });
  }
  return said();
}

// A name in two lines, broken at the gap nearest to its middle.
function halves(name) {
  const gaps = [...name.matchAll(/ /g)].map((found) => found.index);
  if (!gaps.length) return [name];
  const at = gaps.reduce((one, other) => (Math.abs(other - name.length / 2) < Math.abs(one - name.length / 2) ? other : one));
  return [name.slice(0, at), name.slice(at + 1)];
}

export const fontOf = (type) => `600 ${type}px Roboto, system-ui, sans-serif`;

// The size of teams' names; smaller where there are many teams or little room.
export function typeOf(root, run, width) {
  const base = parseFloat(getComputedStyle(root).fontSize);
  const many = run.teams.length > 16, narrow = width < 520;
  return base * (many && narrow ? 0.62 : many || narrow ? 0.68 : 0.78);
}

const EDGE = 6, GAP = 3; // pixels around the picture, and around each room
const MOST_ROWS = 3; // of a queue

// The layout that suits a picture of this size best; in one that is higher than wide the sides stand above one another.
function layoutOf(run, width, height) {
  const upright = height > width * 1.05, wish = Math.log(upright ? height / width : width / height);
  const off = ({ aspect }) => Math.abs(Math.log(aspect) - wish);
  return { upright, ...run.meta.layouts.reduce((one, other) => (off(other) < off(one) ? other : one)) };
}

// Rooms in pixels, and how they were laid out.
export function roomsOf(run, width, height, type) {
  const { upright, aspect, people, teams } = layoutOf(run, width, height);
  const put = (x, y) => {
    const [across, down] = upright ? [y, x / aspect] : [x / aspect, y];
    return [EDGE + across * (width - 2 * EDGE), EDGE + down * (height - 2 * EDGE)];
  };
  return teams.map(([x, y, w, h], n) => {
    const [left, top] = put(x - w, y - h), [right, bottom] = put(x + w, y + h);
    const room = { left: left + GAP, right: right - GAP, top: top + GAP, bottom: bottom - GAP, people: new Map() };
    const wide = room.right - room.left, high = room.bottom - room.top;
    room.x = (left + right) / 2;
    room.rows = Math.max(1, Math.min(MOST_ROWS, Math.floor((high - 4 * type) / 34)));
    room.lines = high > 6.5 * type && wide < 10 * type ? 2 : 1;
    people.forEach((spot, row) => {
      if (run.people[row].team !== n) return;
      const [u, v] = [w ? (spot[0] - x) / w : 0, h ? (spot[1] - y) / h : 0];
      room.people.set(row, upright ? [v, u] : [u, v]);
    });
    return room;
  });
}

// People inside their rooms, as large as leaves them and the work around them apart.
export function inRooms(run, rooms, type) {
  let spots, unit = LARGEST;
  for (; ; unit -= 0.5) {
    spots = placed(run, rooms, type, unit);
    if (unit <= SMALLEST || closest(run, spots) >= 2.2 * unit + 3) break;
  }
  return { spots, unit, size: sizeOf(unit) };
}

const LARGEST = 12, SMALLEST = 3.5; // pixels that a person measures from its middle
const sizeOf = (unit) => Math.max(1.7, Math.min(3.6, unit * 0.34)); // of a piece of work
const deep = (rows, size) => rows * (2 * size + 2) + 4; // of a queue

// Room is left for a person's work above and to the right, where it begins.
function placed(run, rooms, type, unit) {
  const size = sizeOf(unit), near = unit + 3, far = unit + 2 * size + 4;
  return run.people.map((person, row) => {
    const room = rooms[person.team], [across, down] = room.people.get(row);
    const top = room.top + type * (0.3 + 1.1 * room.lines) + far, bottom = room.bottom - deep(room.rows, size) - near;
    return { x: between(room.left + near, room.right - far, across), y: between(top, bottom, down) };
  });
}

const between = (low, high, at) => (low + high) / 2 + (at * Math.max(0, high - low)) / 2;

// The distance of the two people in a team that stand closest.
function closest(run, spots) {
  let least = Infinity;
  for (let a = 0; a < spots.length; a++) {
    for (let b = 0; b < a; b++) {
      if (run.people[a].team === run.people[b].team) least = Math.min(least, Math.hypot(spots[a].x - spots[b].x, spots[a].y - spots[b].y));
    }
  }
  return least;
}

// Where a team's queue begins: the middle of its first row.
export function queueSpot(room, size) {
  return { x: room.x, y: room.bottom - deep(room.rows, size) + size + 2, wide: room.right - room.left, rows: room.rows };
}

// A team's name as it fits into its room: in full, in two lines where there is height for them, or in short.
export function named(pen, room, name, type) {
  const wide = room.right - room.left - 6, fits = (text) => pen.measureText(text).width <= wide;
  const short = (text) => {
    let said = text;
    for (let most = text.length - 1; most > 3 && !fits(said); most--) said = shortened(text, most);
    return said;
  };
  room.lines = fits(name) || room.lines < 2 ? [short(name)] : halves(name).map(short);
}
