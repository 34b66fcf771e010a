/** A graph: what each name refers to. Names that are no keys are passed over. */
export type References = ReadonlyMap<string, readonly string[]>;

interface Frame {
  readonly name: string;
  readonly targets: readonly string[];
  next: number;
}

/** The names that stand on a cycle (Tarjan's components, without recursion: there may be very many names). */
export function namesOnCycles(references: References): ReadonlySet<string> {
  const found = new Set<string>();
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();

  function enter(name: string): Frame {
    order.set(name, order.size);
    lowest.set(name, order.size - 1);
    open.push(name);
    isOpen.add(name);
    return { name, targets: references.get(name) ?? [], next: 0 };
  }

  function lower(name: string, value: number): void {
    if (value < (lowest.get(name) ?? 0)) lowest.set(name, value);
  }

  function leave({ name, targets }: Frame): void {
    if (lowest.get(name) !== order.get(name)) return;
    const component = open.splice(open.lastIndexOf(name));
    for (const member of component) {
      isOpen.delete(member);
      if (component.length > 1 || targets.includes(name)) found.add(member);
    }
  }

  for (const start of references.keys()) {
    if (order.has(start)) continue;
    const path = [enter(start)];
    for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
      const target = frame.targets[frame.next];
      frame.next += 1;
      if (target === undefined) {
        leave(frame);
        path.pop();
        const parent = path.at(-1);
        if (parent !== undefined) lower(parent.name, lowest.get(frame.name) ?? 0);
      } else if (isOpen.has(target)) lower(frame.name, order.get(target) ?? 0);
      else if (references.has(target) && !order.has(target)) path.push(enter(target));
    }
  }
  return found;
}
