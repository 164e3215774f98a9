/** How well text on an accent colour can be read, and what the widget makes of the colour on dark pages. */

const WHITE = 1;
const BLACK = 0;

const rgb = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

/** Relative luminance, after WCAG 2.2. */
function luminance(colour) {
  const [red, green, blue] = colour
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [dark, light] = [one, other].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Whether text on an accent is white or black, as the widget chooses it, with its contrast. */
export function textOn(accent) {
  const own = luminance(rgb(accent));
  const [white, black] = [contrast(own, WHITE), contrast(own, BLACK)];
  return white >= black ? { white: true, ratio: white } : { white: false, ratio: black };
}

/** The accent on dark pages, as the widget's style sheet lightens it; the accent itself in browsers that can't. */
export function onDark(accent) {
  const paint = document.createElement("canvas").getContext("2d");
  paint.fillStyle = accent;
  paint.fillStyle = `oklch(from ${accent} max(l, .7) c h)`;
  paint.fillRect(0, 0, 1, 1);
  const [red, green, blue] = paint.getImageData(0, 0, 1, 1).data;
  return "#" + [red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("").toUpperCase();
}
