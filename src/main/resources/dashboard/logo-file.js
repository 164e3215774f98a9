/** Makes a logo of any picture that the browser can read. */
import { Problem } from "./api.js";
import { t } from "./words.js";

/** The longest that the server takes, in bytes. */
const LONGEST = 100 * 1024;

/** The longest side of a picture that is drawn anew, in pixels: twice that of the largest place. */
const SIDE = 512;

/** An SVG or a small PNG as it is; anything else drawn as a PNG, smaller until it is short enough. */
export async function logoFile(file) {
  if (file.type === "image/svg+xml" || (file.type === "image/png" && file.size <= LONGEST)) return file;
  const picture = await createImageBitmap(file).catch(() => {
    throw new Problem(422, t("noPicture"));
  });
  let drawn;
  for (let side = SIDE; !drawn || drawn.size > LONGEST; side /= 2) {
    drawn = await drawing(picture, side);
  }
  return drawn;
}

function drawing(picture, side) {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
