/** The most objects and lists that a policy document may have. */
const MOST_CONTAINERS = 50_000;
/** The most values: texts, numbers, … in lists and objects. */
const MOST_VALUES = 500_000;

/**
 * Whether a document is too large to be looked at in a bearable time (semantics §13). It stops counting at the limit, and
 * does not recurse, so that neither depth nor parts that are shared a million times cost anything.
 */
export function isTooLarge(document: unknown): boolean {
  const open: object[] = [];
  let containers = 0;
  let values = 0;
  const visit = (value: unknown): void => {
    values += 1;
    if (typeof value === 'object' && value !== null) open.push(value);
  };
  visit(document);
  for (let container = open.pop(); container !== undefined; container = open.pop()) {
    containers += 1;
    if (containers + open.length > MOST_CONTAINERS || values > MOST_VALUES) return true;
    if (Array.isArray(container)) {
      if (container.length > MOST_VALUES) return true;
      for (const member of container) visit(member);
    } else {
      for (const member of Object.values(container)) visit(member);
    }
  }
  return false;
}
