/** The people in the order in which they were listed last, so that one can go from one to the next. */
let order = [];

export function listed(ids) {
  order = ids;
}

/** Who stands before a person and after, where that is known. */
export function beside(id) {
  const at = order.indexOf(id);
  return at < 0 ? {} : { before: order[at - 1], after: order[at + 1] };
}
