import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvRecord, readCsv } from '../src/read/csv';
import { readCsvRows } from '../src/read/csv-rows';
import { bytes } from './helpers/import';

async function read(text: string | Uint8Array, size?: number): Promise<CsvRecord[]> {
  const records: CsvRecord[] = [];
  for await (const batch of readCsv(bytes(text, size))) records.push(...batch);
  return records;
}

const fieldsOf = (records: readonly CsvRecord[]) =>
  records.map((record) => ('fields' in record ? record.fields : null));

describe('readCsv', () => {
  it('reads quoted commas, quotes and line breaks, CRLF, a byte order mark, and a last line without an end', async () => {
    expect(await read('\uFEFFa,b\r\n"1,5","say ""hi"""\r\n\r\n"x\r\ny",\r\n2,3')).toEqual([
      { line: 1, fields: ['a', 'b'] },
      { line: 2, fields: ['1,5', 'say "hi"'] },
      { line: 4, fields: ['x\ny', ''] },
      { line: 6, fields: ['2', '3'] },
    ]);
  });

  it('gives what csv-parse gives, for any cells and any cut of the stream', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '猫', '"', ',', '\n', ' ', '=') });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom('\n', '\r\n'), fc.nat(20), async (rows, end, size) => {
        const quote = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
        const text = rows.map((row) => row.map(quote).join(',') + end).join('');
        const expected: unknown = parse(text, { relax_column_count: true, record_delimiter: end });
        expect(fieldsOf(await read(text, size + 1))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['an unclosed quote', '1,"x\n2,3\n4,5\n', 'a quoted field is not closed'],
    ['an unclosed quote before a good one', '1,"x\n2,3\n4,"5"\n', 'text follows a closing quote'],
    ['a quote inside a plain field', '1,x"y\n2,3\n4,5\n', 'a quote stands inside a field that is not quoted'],
    ['text after a closing quote', '1,"x"y\n2,3\n4,5\n', 'text follows a closing quote'],
  ])('reports %s at its line, and reads on after it', async (_, text, fault) => {
    const records = await read(text);
    expect(records[0]).toEqual({ line: 1, fault });
    expect(records.slice(1)).toEqual([
      { line: 2, fields: ['2', '3'] },
      { line: 3, fields: ['4', '5'] },
    ]);
  });

  it('loses one row, not the file, to an unclosed quote above thousands of rows', async () => {
    const records = await read(`1,"x\n${'2,3\n'.repeat(5000)}`, 65_536);
    expect(records.filter((record) => 'fault' in record)).toEqual([{ line: 1, fault: 'a quoted field is not closed' }]);
    expect(records).toHaveLength(5001);
  });

  it('refuses a line over 1 MiB and bytes that are not UTF-8, and reads on', async () => {
    const long = await read(`1,${'x'.repeat(2 * 1024 * 1024)}\n2,3\n`, 65_536);
    expect(long).toEqual([
      { line: 1, fault: 'the line is longer than 1 MiB' },
      { line: 2, fields: ['2', '3'] },
    ]);
    const binary = await read(Buffer.concat([Buffer.from('1,'), Buffer.from([0xff, 0xfe]), Buffer.from('\n2,3\n')]));
    expect(binary[0]).toEqual({ line: 1, fault: 'the line is not valid UTF-8' });
    expect(binary).toHaveLength(2);
  });

  it('stays linear under quotes that nobody closes', async () => {
    const started = performance.now();
    await read('a,"\n'.repeat(20_000) + '"""\n'.repeat(20_000) + `"x\n${'""\n'.repeat(999)}`.repeat(40), 65_536);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('readCsvRows', () => {
  const rows = async (text: string) => {
    const all = [];
    for await (const batch of readCsvRows(bytes(text), ['id', 'at'])) all.push(...batch);
    return all;
  };

  it('finds columns by name, in any order, and trims cells', async () => {
    expect(await rows('x,AT, id \n0, 2 ,1\n')).toEqual([{ line: 2, values: { id: '1', at: '2' } }]);
  });

  it('reports a row of another width', async () => {
    expect(await rows('id,at\n1\n')).toEqual([{ line: 2, fault: 'the row has 1 columns, the header has 2' }]);
  });

  it('refuses a header that lacks a column', async () => {
    await expect(rows('id,when\n1,2\n')).rejects.toThrow('the header has no column at');
  });
});
