/** The path that Voce stands under, where it stands under one: paths of pages and calls begin with it. */
export const ROOT = new URL("../..", import.meta.url).pathname.slice(0, -1);

/** The address of the page below it. */
export const here = () => location.pathname.slice(ROOT.length) || "/";
