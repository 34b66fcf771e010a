import { compareIds, type StoredSubject } from '@dormouse/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DueHeap } from '../src/due-heap';
import { type Entry, entryOf, idOf, putRecord } from '../src/entry';
import { IdList } from '../src/id-list';

const expiry = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constant(Number.POSITIVE_INFINITY));
const key = fc.record({ judgedUnder: fc.integer({ min: 0, max: 2 }), expiresAt: expiry });

describe('the due heap', () => {
  it('gives the first entry after any adding, moving and removing', () => {
    const step = fc.record({ what: fc.constantFrom('add', 'move', 'remove'), which: fc.nat(30), key });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const heap = new DueHeap();
        const entries: Entry[] = [];
        for (const [step, { what, which, key: at }] of steps.entries()) {
          const entry = entries[which % Math.max(1, entries.length)];
          const id = what === 'move' && entry !== undefined ? idOf(entry) : `u-${step}`;
          const stored = { ...at, subject: { identity: { id } } } as unknown as StoredSubject;
          if (what === 'add') {
            const added = entryOf(stored, -1);
            entries.push(added);
            heap.add(added);
          } else if (entry !== undefined && what === 'move') {
            putRecord(entry, stored);
            heap.moved(entry);
          } else if (entry !== undefined) {
            heap.remove(entry);
            entries.splice(entries.indexOf(entry), 1);
          }
          const sorted = entries.map((one) => [one.judgedUnder, one.expiresAt, idOf(one)] as const).sort(byKey);
          const first = heap.first();
          expect(first && [first.judgedUnder, first.expiresAt, idOf(first)]).toEqual(sorted[0]);
          const isDue = (candidate: Entry) =>
            candidate.judgedUnder < 1 || (candidate.judgedUnder === 1 && candidate.expiresAt <= 10);
          expect(heap.countWhile(isDue)).toBe(entries.filter(isDue).length);
        }
      }),
    );
  });
});

type Key = readonly [judgedUnder: number, expiresAt: number, id: string];

function byKey(left: Key, right: Key): number {
  if (left[0] !== right[0]) return left[0] - right[0];
  return left[1] === right[1] ? compareIds(left[2], right[2]) : left[1] < right[1] ? -1 : 1;
}

describe('the list of ids', () => {
  it('is sorted after any adding and removing, from any id on', () => {
    const id = fc.string({ unit: fc.constantFrom('a', 'b', '\uffff', '𝔘', '\ud7ff', 'Z'), minLength: 1, maxLength: 4 });
    const step = fc.record({ add: fc.boolean(), id });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), id, (steps, from) => {
        const list = new IdList();
        const known = new Set<string>();
        for (const { add, id: each } of steps) {
          if (add && !known.has(each)) list.add(each);
          if (!add) list.remove(each);
          if (add) known.add(each);
          else known.delete(each);
        }
        const sorted = [...known].sort(compareIds);
        expect([...list.after(null)]).toEqual(sorted);
        expect([...list.after(from)]).toEqual(sorted.filter((each) => compareIds(each, from) > 0));
      }),
    );
  });

  it.each([
    ['ascending', (index: number) => index],
    ['descending', (index: number) => 20_000 - index],
    ['scattered', (index: number) => (index * 7_919) % 20_000],
  ])('stays sorted over many blocks, added in %s order', (_name, numberOf) => {
    const list = new IdList();
    const ids = Array.from({ length: 20_000 }, (_, index) => `id-${String(numberOf(index)).padStart(6, '0')}`);
    for (const id of ids) list.add(id);
    for (const id of ids.filter((_, index) => index % 3 === 0)) list.remove(id);
    expect([...list.after(null)]).toEqual(ids.filter((_, index) => index % 3 !== 0).sort());
  });

  it('orders ids as UTF-8 bytes do', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (left, right) => {
        const bytes = Buffer.compare(Buffer.from(left), Buffer.from(right));
        expect(Math.sign(compareIds(left, right))).toBe(bytes);
      }),
    );
  });
});
