/** The QR code of the survey's own page. */
import { query, text } from "./api.js";
import { copyable } from "./copy.js";
import { action, h, replace } from "./html.js";
import { ROOT } from "./root.js";
import { addressFields } from "./share-address.js";
import { t } from "./words.js";

/** The side of a code as a picture of pixels. */
const PIXELS = 1024;

export function codePanel({ survey, root, published }) {
  if (!published) return h("p", { class: "muted" }, t("afterPublishing"));
  const path = `/s/${survey.id}`;
  const image = h("img", { class: "qr", width: 208, height: 208 });
  const load = h("a", { class: "button", download: "qr.svg" }, t("downloadSvg"));
  const host = h("div", {});
  const values = { channel: survey.channel ?? "qr", touchpoint: survey.touchpoint };
  let file;

  const draw = (said) => {
    file = `${path}/qr.svg${said}`;
    image.src = ROOT + file;
    load.href = ROOT + file;
    image.alt = t("shareCodeAlt", { address: root + path + said });
    replace(host, copyable(root + path + said, t("shareCodeAddress")));
  };

  draw(query(values));
  return [
    h("div", { class: "beside" }, image, h("div", {},
      h("p", {}, t("shareCodeText")),
      addressFields(survey, "shareCounted", values, draw),
      h("p", { class: "does" }, load, action(t("downloadPng"), async () => save(await drawn(await text(file))))))),
    host,
  ];
}

/** A picture of pixels of an SVG. */
async function drawn(source) {
  const sized = source.replace("<svg ", `<svg width="${PIXELS}" height="${PIXELS}" `);
  const image = h("img", { src: `data:image/svg+xml,${encodeURIComponent(sized)}` });
  await image.decode();
  const canvas = h("canvas", { width: PIXELS, height: PIXELS });
  canvas.getContext("2d").drawImage(image, 0, 0, PIXELS, PIXELS);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

function save(blob) {
  const link = h("a", { download: "qr.png" });
  link.href = URL.createObjectURL(blob);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
