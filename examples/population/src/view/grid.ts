import { cut, pad, widthOf } from './text';

/** A column of a grid. */
export interface Column {
  readonly title: string;
  readonly side: 'left' | 'right';
  /** This column gives way when the grid is too wide. */
  readonly shrinks?: boolean;
}

/**
 * Lays rows out under their titles, at most `width` columns wide. The cells must be printable already.
 * @param paint colours a cell after it is cut and padded
 */
export function grid(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
  paint: (cell: string, column: number, row: number) => string = (cell) => cell,
): string[] {
  const titles = columns.map(({ title }) => title);
  const widths = fit(
    columns.map((_, place) => Math.max(...[titles, ...rows].map((row) => widthOf(row[place] ?? '')))),
    columns,
    width,
  );
  return [titles, ...rows].map((row, index) =>
    columns
      .map(({ side }, place) =>
        paint(pad(cut(row[place] ?? '', widths[place] ?? 0), widths[place] ?? 0, side), place, index - 1),
      )
      .join(GAP)
      .trimEnd(),
  );
}

const GAP = '  ';
const MIN = 8;

/** Takes what is too much from the widest of the columns that give way, a step at a time. */
function fit(natural: readonly number[], columns: readonly Column[], width: number): number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, one) => sum + one, GAP.length * (widths.length - 1)) - width;
  for (; excess > 0; excess--) {
    const giving = widths.map((one, place) => (columns[place]?.shrinks ? one : 0));
    const widest = Math.max(...giving);
    if (widest <= MIN) break;
    widths[giving.indexOf(widest)] = widest - 1;
  }
  return widths;
}
