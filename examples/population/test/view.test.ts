import { describe, expect, it } from 'vitest';
import { Progress } from '../src/progress';
import { barChart } from '../src/view/bar-chart';
import { csvCell } from '../src/view/csv-view';
import { grid } from '../src/view/grid';
import { printable } from '../src/view/printable';
import { wantsColours } from '../src/view/style';
import { cut, widthOf } from '../src/view/text';

describe('printable', () => {
  it('shows control characters, direction marks and lone surrogates as escapes', () => {
    expect(printable('a\u001b[31mred\u0007\r\n\u009b\u202e\u2028\ud800')).toBe(
      'a\\u001b[31mred\\u0007\\u000d\\u000a\\u009b\\u202e\\u2028\\ud800',
    );
  });

  it('leaves letters of every script alone', () => {
    expect(printable('Zoë 猫 👩‍🚀 می‌خواهم')).toBe('Zoë 猫 👩‍🚀 می‌خواهم');
  });
});

describe('csvCell', () => {
  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    [' =1+1', "' =1+1"],
    ['\t=1', "'\t=1"],
    ['\r=1,2', '"\'\r=1,2"'],
    ['＝1', "'＝1"],
    ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
  ])('writes %j as %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });
});

describe('grid', () => {
  const columns = [
    { title: 'identity', side: 'left', shrinks: true },
    { title: 'days', side: 'right' },
  ] as const;

  it('aligns wide characters, and cuts the column that gives way', () => {
    const lines = grid(
      columns,
      [
        ['猫猫猫猫猫猫猫猫猫猫', '1'],
        ['x'.repeat(50), '1,234'],
      ],
      24,
    );
    expect(lines).toEqual(['identity            days', '猫猫猫猫猫猫猫猫…      1', `${'x'.repeat(16)}…  1,234`]);
    expect(lines.every((line) => widthOf(line) <= 24)).toBe(true);
  });

  it('cuts by what is seen, not by code units', () => {
    expect(cut('👩‍🚀👩‍🚀👩‍🚀', 5)).toBe('👩‍🚀👩‍🚀…');
  });
});

describe('barChart', () => {
  it('has a column a day, its own scale a row, and something to see for one among many', () => {
    const from = Date.parse('2026-08-14T00:00:00Z');
    const counts = (entries: Record<number, number>) => Array.from({ length: 31 }, (_, index) => entries[index] ?? 0);
    const rows = [
      { label: 'warn', counts: counts({ 2: 1, 30: 2 }) },
      { label: 'dormant', counts: counts({ 0: 1, 15: 1000 }) },
    ];
    expect(barChart(rows, from, (text) => text)).toEqual([
      '         14 Aug                   13 Sep  total  most on one day',
      'warn     ··▄···························█      3  2 on 13 Sep',
      'dormant  ▁··············█···············  1,001  1,000 on 29 Aug',
    ]);
  });
});

describe('wantsColours', () => {
  it('is for terminals only, unless NO_COLOR or a dumb terminal says no', () => {
    expect(wantsColours(true, {})).toBe(true);
    expect(wantsColours(false, {})).toBe(false);
    expect(wantsColours(true, { NO_COLOR: '1' })).toBe(false);
    expect(wantsColours(true, { NO_COLOR: '' })).toBe(true);
    expect(wantsColours(true, { TERM: 'dumb' })).toBe(false);
  });
});

describe('Progress', () => {
  const run = (isTTY: boolean) => {
    let time = 0;
    let written = '';
    const progress = new Progress({ isTTY, write: (text: string) => (written += text) }, () => time);
    for (let second = 0; second < 8; second += 1) {
      time = second * 1000;
      progress.tick(500);
    }
    progress.clear();
    return written;
  };

  it('writes a plain line now and then where no terminal is', () => {
    expect(run(false)).toBe('read 1,000 rows in 1 s\nread 3,500 rows in 6 s\n');
  });

  it('renews one line on a terminal, and removes it', () => {
    const clear = '\r\u001b[2K';
    const lines = run(true).split(clear);
    expect(lines).toHaveLength(9);
    expect([lines[0], lines[1], lines[7], lines[8]]).toEqual([
      '',
      'read 1,000 rows in 1 s',
      'read 4,000 rows in 7 s',
      '',
    ]);
  });
});
