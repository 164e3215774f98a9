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
