// Marks on people: stages of resistance, who resists IT itself, and brokers between the sides.

export const STAGES = ["content", "protests", "works round IT", "in a coalition against IT"];
const DIGIT = 8; // smallest radius of a person, pixels, that holds the number of its stage

// A pale disc under a manager who resists, larger with each stage; a dark edge if IT itself is the object.
export function drawResistance(pen, { x, y }, unit, { stage, againstIt }, theme) {
  if (!stage) return;
  const radius = unit + 2 + stage * Math.max(1.5, unit * 0.28);
  pen.globalAlpha = 0.2 + 0.14 * stage;
  pen.fillStyle = theme.bad;
  disc(pen, x, y, radius);
  pen.fill();
  pen.globalAlpha = 1;
  if (!againstIt) return;
  pen.strokeStyle = theme.ink;
  pen.lineWidth = 1.6;
  pen.setLineDash([3, 2.5]);
  pen.stroke();
  pen.setLineDash([]);
}

// The number of the stage in the person itself, so that colour is not the only sign.
export function drawStage(pen, { x, y }, unit, stage, theme) {
  if (!stage || unit < DIGIT) return;
  pen.fillStyle = theme.card;
  pen.font = `700 ${Math.round(unit * 1.05)}px Roboto, system-ui, sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(`${stage}`, x, y + unit * 0.06);
  pen.textBaseline = "alphabetic";
}

// A diamond around a broker, just outside its ring.
export function drawBroker(pen, { x, y }, unit, theme) {
  const far = unit * 1.6 + 2;
  pen.beginPath();
  pen.moveTo(x, y - far);
  pen.lineTo(x + far, y);
  pen.lineTo(x, y + far);
  pen.lineTo(x - far, y);
  pen.closePath();
  pen.strokeStyle = theme.ink;
  pen.lineWidth = Math.max(1.3, unit / 8);
  pen.stroke();
}

function disc(pen, x, y, radius) {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 7);
}
