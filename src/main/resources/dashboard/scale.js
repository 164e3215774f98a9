/** Axes: from values to places, and where ticks stand. */

export function linear(min, max, from, to) {
  return (value) => from + (to - from) * (value - min) / (max - min || 1);
}

const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 25, 50, 100];

/** Two to six round values between two ends. */
export function ticks(min, max) {
  const step = STEPS.find((each) => (max - min) / each <= 6) ?? 100;
  const found = [];
  for (let i = Math.ceil(min / step - 1e-9); i * step <= max + 1e-9; i++) found.push(+(i * step).toFixed(2));
  return found;
}

/** The part of the scale that contains the values, never so small that random differences look large. */
export function domain(range, values) {
  let low = Math.min(...values);
  let high = Math.max(...values);
  const missing = range.least - (high - low);
  if (missing > 0) {
    low -= missing / 2;
    high += missing / 2;
  }
  const margin = (high - low) * 0.04;
  low -= margin;
  high += margin;
  if (low < range.min) [low, high] = [range.min, Math.min(range.max, high + Math.max(0, range.min - low))];
  if (high > range.max) [low, high] = [Math.max(range.min, low - (high - range.max)), range.max];
  return [low, high];
}

/** An axis with round ends and a round middle. */
export function rounded([low, high], { min, max }) {
  const step = STEPS.find((each) => (high - low) / each <= 8) ?? 50;
  let from = Math.floor(low / step + 1e-9);
  let to = Math.ceil(high / step - 1e-9);
  if ((to - from) % 2) [from, to] = (to + 1) * step <= max ? [from, to + 1] : [from - 1, to];
  return [Math.max(from * step, min), Math.min(to * step, max)];
}

/** The shortest round axis about zero that holds all values. */
export function symmetric(values) {
  const most = Math.max(...values.map(Math.abs), 0);
  const end = [...STEPS, 200].find((step) => step >= most) ?? 200;
  return [-end, end];
}
