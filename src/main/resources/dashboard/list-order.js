/** People and cases in the order in which they were listed last, so that one can go from one to the next. */
const orders = {};

/** @param kind people or cases */
export function keepOrder(kind, ids) {
  orders[kind] = ids;
}

/** Who or what stands before one of them and after, and its place in the list, where that is known. */
export function beside(kind, id) {
  const order = orders[kind] ?? [];
  const at = order.indexOf(id);
  return at < 0 ? {} : { before: order[at - 1], after: order[at + 1], place: at + 1, n: order.length };
}
