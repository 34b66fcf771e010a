import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell } from '../../../src/engine/reports/report-csv';
import { START } from '../support';
import { collect, createOffice, importAll, member } from './support';

const acme = { accountId: 'acme' };

async function textOf(format: 'csv' | 'ndjson' | 'json', kinds?: readonly string[]): Promise<string> {
  const world = await createOffice();
  await importAll(world, [member('u-odd', 'user', 99, { name: 'a,"b"\r\nc' })]);
  await world.dormouse.reports.create({ ...acme, inactiveFor: 'P30D' });
  await world.dormouse.reports.work();
  const more = kinds === undefined ? {} : { kinds };
  return (await collect(world.dormouse.reports.export({ ...acme, reference: 'latest', format, ...more }))).join('');
}

describe('a report as text', () => {
  it('V2: as CSV is RFC 4180, with formulas made harmless', async () => {
    const text = await textOf('csv', ['user']);
    expect(text.split('\r\n')).toEqual([
      'identity_id,kind,name,created_at,last_active_at,inactive_for,never_used,status,controls,exemptions,locked,owner_id,owner_kind,owner_name,children',
      'u-idle,user,"\'=HYPERLINK(""http://x"",""Idle"")",2024-08-19T00:00:00.000Z,2025-11-22T00:00:00.000Z,P1M10D,false,APPROVED,,,false,,,,0',
      'u-odd,user,"a,""b""',
      'c",2024-08-19T00:00:00.000Z,2025-09-24T00:00:00.000Z,P3M8D,false,APPROVED,,,false,,,,0',
      '',
    ]);
  });

  it('V2: as NDJSON is one row a line, as JSON one object that is whole', async () => {
    const lines = (await textOf('ndjson')).trimEnd().split('\n');
    const rows = lines.map((line) => JSON.parse(line));
    expect(rows.map(({ identityId }) => identityId)).toEqual(['k-never', 'k-old', 's-1', 'u-idle', 'u-odd']);
    expect(rows[0]).toMatchObject({ lastActiveAt: null, createdAt: '2024-08-19T00:00:00.000Z', neverUsed: true });
    const whole = JSON.parse(await textOf('json'));
    expect(whole.rows).toEqual(rows);
    expect(whole.report).toMatchObject({ state: 'ready', at: new Date(START).toISOString(), trackingSince: null });
    expect(whole.report).not.toHaveProperty('lease');
  });

  it('V2: without rows every format is whole too', async () => {
    expect(JSON.parse(await textOf('json', ['other'])).rows).toEqual([]);
    expect(await textOf('ndjson', ['other'])).toBe('');
    expect((await textOf('csv', ['other'])).split('\r\n')).toHaveLength(2);
  });

  it('V2: no cell begins as a formula does, and every cell can be read back', () => {
    const hostile = fc.string({
      unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', "'", '＝', 'a'),
    });
    fc.assert(
      fc.property(hostile, (text) => {
        const cell = csvCell(text);
        const isQuoted = cell.startsWith('"');
        const read = isQuoted ? cell.slice(1, -1).replaceAll('""', '"') : cell;
        expect(read.replace(/^'/, '') === text || read === text).toBe(true);
        expect(read).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
        if (!isQuoted) expect(cell).not.toMatch(/[",\r\n]/);
      }),
    );
  });
});
