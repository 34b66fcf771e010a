/**
 * Whether two values are the same plain data. The order of keys carries no meaning, and a member that is `undefined` is
 * no member. Anything but plain data is the same only as itself.
 */
export function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (!isContainer(left) || !isContainer(right)) return false;
  if (Array.isArray(left) || Array.isArray(right)) return areSameLists(left, right);
  const keys = keysOf(left);
  return (
    keys.length === keysOf(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isSame(left[key], right[key]))
  );
}

type Container = Readonly<Record<string, unknown>>;

function isContainer(value: unknown): value is Container {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}

function keysOf(container: Container): readonly string[] {
  return Object.keys(container).filter((key) => container[key] !== undefined);
}

function areSameLists(left: unknown, right: unknown): boolean {
  if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
  return left.every((member, index) => isSame(member, right[index]));
}
