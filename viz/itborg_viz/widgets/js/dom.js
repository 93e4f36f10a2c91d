// Helpers for the page: elements, values as text, colours of the theme.

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// A question mark that explains a control on hover, on focus, and to screen readers.
export function help(about, text) {
  return el("button", { type: "button", class: "itb-help", "aria-label": `Help on ${about}: ${text}`, "data-tip": text }, "?");
}

const NAMES = ["ink", "soft", "faint", "grid", "bg", "card", "line", "it", "business", "good", "bad", "change", "c1", "c2", "c3", "c4", "c5", "c6"];

export function themeOf(node) {
  const style = getComputedStyle(node);
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim() || "#888"]));
}

export function mixed(one, other, share) {
  const parts = [one, other].map((hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)));
  const mix = parts[0].map((value, n) => Math.round(value + (parts[1][n] - value) * share));
  return `rgb(${mix.join(",")})`;
}

export const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

export const reducedMotion = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

// A value as text: a share in per cent, other values with about three digits.
export function formatted(value, unit) {
  if (!Number.isFinite(value)) return "–";
  if (unit === "share") return `${Math.round(100 * value)} %`;
  const digits = Math.abs(value) >= 20 ? 0 : Math.abs(value) >= 2 ? 1 : 2;
  return value.toFixed(digits);
}
