// Layout of teams and people in a picture of a given size: each team has a room with its name, its people and its queue.

// Shorten a name: the longest words lose their ends, so that names that differ in one word still differ.
function shortened(name, most) {
  const words = name.split(" ").map((word) => ({ text: word, cut: false }));
  const text = () => words.map((word) => (word.cut ? `${word.text}.` : word.text)).join(" ");
  for (let guard = 0; text().length > most && guard < name.length; guard++) {
    const longest = words.reduce((one, other) => (other.text.length > one.text.length ? other : one));
    if (longest.text.length < 2) break;
    Object.assign(longest, { text: longest.text.slice(0, -1), cut: true });
  }
  return text();
}

export const fontOf = (type) => `600 ${type}px Roboto, system-ui, sans-serif`;

// Type size of teams' names, pixels; smaller with many teams or in a narrow picture.
export function typeOf(root, run, width) {
  const base = parseFloat(getComputedStyle(root).fontSize);
  const many = run.teams.length > 16, narrow = width < 520;
  return base * (many && narrow ? 0.62 : many || narrow ? 0.68 : 0.78);
}

const EDGE = 6, GAP = 3; // pixels around the picture, and around each room
const MOST_ROWS = 3; // of a queue
const MOST_LINES = 3; // of a name

// The layout whose aspect ratio fits best; in a picture that is higher than wide, the sides are one above the other.
function layoutOf(run, width, height) {
  const upright = height > width * 1.05, target = Math.log(upright ? height / width : width / height);
  const off = ({ aspect }) => Math.abs(Math.log(aspect) - target);
  return { upright, ...run.meta.layouts.reduce((one, other) => (off(other) < off(one) ? other : one)) };
}

// Rooms in pixels, and whether the picture is upright.
export function roomsOf(run, width, height, type) {
  const { upright, aspect, teams } = layoutOf(run, width, height);
  const put = (x, y) => {
    const [across, down] = upright ? [y, x / aspect] : [x / aspect, y];
    return [EDGE + across * (width - 2 * EDGE), EDGE + down * (height - 2 * EDGE)];
  };
  return teams.map(([x, y, w, h], n) => {
    const [left, top] = put(x - w, y - h), [right, bottom] = put(x + w, y + h);
    const room = { left: left + GAP, right: right - GAP, top: top + GAP, bottom: bottom - GAP, upright };
    const high = room.bottom - room.top;
    room.x = (left + right) / 2;
    room.rows = Math.max(1, Math.min(MOST_ROWS, Math.floor((high - 4 * type) / 34)));
    room.lines = Math.max(1, Math.min(MOST_LINES, Math.floor(high / type / 3.2)));
    return room;
  });
}

// Positions of people inside their rooms, with the largest size that keeps them and the work around them apart.
export function peopleIn(run, rooms, type) {
  const teams = rooms.map(() => []);
  run.people.forEach((person, row) => teams[person.team].push(row));
  for (const rows of teams) rows.sort((a, b) => run.people[a].rank - run.people[b].rank);
  for (let unit = largest(rooms); ; unit -= 0.5) {
    const spots = [];
    let least = Infinity;
    rooms.forEach((room, n) => {
      const space = spaceIn(room, type, unit), found = spread(teams[n].length, space);
      least = Math.min(least, found.least);
      gather(found, space, APART * unit);
      const axis = room.upright ? "y" : "x", towards = run.teams[n].side === "it" ? 1 : -1;
      found.spots.sort((a, b) => towards * (a[axis] - b[axis])).forEach((spot, k) => { spots[teams[n][k]] = spot; });
    });
    if (unit <= SMALLEST || least >= 2.2 * unit + 3) return { spots, unit, size: sizeOf(unit) };
  }
}

// Move people towards the middle of their space if they are too far apart to look like one team.
function gather({ spots, least }, { left, top, wide, high }, most) {
  const share = Math.min(1, most / least), x = left + wide / 2, y = top + high / 2;
  for (const spot of spots) Object.assign(spot, { x: x + share * (spot.x - x), y: y + share * (spot.y - y) });
}

const APART = 4.5; // largest distance between neighbours in a team, in radii of a person
const LARGEST = 12, LARGE = 18, SMALLEST = 3.5; // radius of a person, pixels; larger on a wide screen
const largest = (rooms) => Math.max(LARGEST, Math.min(LARGE, Math.floor(Math.max(...rooms.map((room) => room.right)) / 72)));
const sizeOf = (unit) => Math.max(1.7, Math.min(Math.max(3.6, unit * 0.3), unit * 0.34)); // radius of an item of work
const deep = (rows, size) => rows * (2 * size + 2) + 4; // height of a queue

// Area for the centres of people; the margins leave space for a person's work above and to the right.
function spaceIn(room, type, unit) {
  const size = sizeOf(unit), near = unit + 3, far = unit + 2 * size + 4;
  const left = room.left + near, top = room.top + type * (0.3 + 1.1 * room.lines) + far;
  const wide = Math.max(0, room.right - far - left), high = Math.max(0, room.bottom - deep(room.rows, size) - near - top);
  return { left, top, wide, high };
}

// Positions for `count` people in columns, as far apart as possible, and the smallest distance between two.
function spread(count, space) {
  const square = Math.min(count, Math.ceil(Math.sqrt((count * (space.wide + 1)) / (space.high + 1))));
  let best = { spots: [], least: -1 };
  for (let columns = Math.max(1, square - 2); columns <= Math.min(count, square + 2); columns++) {
    const spots = inColumns(count, columns, space), least = closest(spots);
    if (least > best.least) best = { spots, least };
  }
  return best;
}

// Every second column is shifted by half a gap, so that ties do not run through people.
function inColumns(count, columns, { left, top, wide, high }) {
  return Array.from({ length: count }, (_, n) => {
    const c = Math.floor((n * columns) / count), first = Math.ceil((c * count) / columns), here = Math.ceil(((c + 1) * count) / columns) - first;
    const off = columns > 1 ? (c % 2) / 2 : 0, gaps = here - (columns > 1 ? 0.5 : 1);
    const across = columns > 1 ? c / (columns - 1) : 0.5, down = gaps > 0 ? (n - first + off) / gaps : 0.5;
    return { x: left + wide * across, y: top + high * down };
  });
}

// The distance between the two closest positions.
function closest(spots) {
  let least = Infinity;
  for (let a = 0; a < spots.length; a++) {
    for (let b = 0; b < a; b++) least = Math.min(least, Math.hypot(spots[a].x - spots[b].x, spots[a].y - spots[b].y));
  }
  return least;
}

// Start of a team's queue: the middle of its first row.
export function queueSpot(room, size) {
  return { x: room.x, y: room.bottom - deep(room.rows, size) + size + 2, wide: room.right - room.left, rows: room.rows };
}

// Lines of a team's name that fit into its room, as few as possible, and whether the name had to be cut.
export function fitName(pen, room, name) {
  const wide = room.right - room.left - 6, fits = (text) => pen.measureText(text).width <= wide;
  const lines = [];
  for (const word of name.split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  if (lines.length <= room.lines && lines.every(fits)) return { lines, cut: false };
  let result = name;
  for (let most = name.length - 1; most > 3 && !fits(result); most--) result = shortened(name, most);
  return { lines: [result], cut: true };
}
