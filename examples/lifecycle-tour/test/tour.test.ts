import type { DormouseEvent } from '@dormouse/core';
import { afterEach, describe, expect, it } from 'vitest';
import { ACCOUNT, createCompany } from '../src/company';
import { printStory } from '../src/telling/print-story';
import type { StoryLine } from '../src/telling/story-line';
import { tour } from '../src/tour';

const { TZ: zone = 'UTC' } = process.env;
afterEach(() => {
  process.env['TZ'] = zone;
});

/** The turns of the story in order: the day, whom it is about, and what is said. */
const beats: readonly (readonly [string, string, RegExp])[] = [
  ['2026-01-05', 'the account', /workforce, version 1, is in force/],
  ['2026-02-04', 'bea', /is warned/],
  ['2026-02-11', 'carl', /gets the control DORMANT/],
  ['2026-02-12', 'carl', /refused/],
  ['2026-02-13', 'carl', /is reactivated/],
  ['2026-02-16', 'the account', /version 2, is in force/],
  ['2026-02-20', 'olga', /DORMANT after 45 days: expected at 6 March 2026/],
  ['2026-03-02', 'dora', /EXEMPTION until 1 Sep/],
  ['2026-03-06', 'bea', /gets the control DORMANT .*version 2/],
  ['2026-03-09', 'bea', /must show ID_VERIFICATION/],
  ['2026-03-10', 'bea', /is reactivated/],
  ['2026-04-20', 'emil', /LEGAL_HOLD without an end/],
  ['2026-05-04', 'olga', /^LEGAL_HOLD: .*CLOSED/],
  ['2026-05-04', 'olga', /^LEGAL_HOLD: .*removed/],
  ['2026-05-04', 'carl-key', /removed together with carl/],
  ['2026-06-22', 'dora', /should look at the EXEMPTION again/],
  ['2026-07-16', 'the account', /is halted, with nothing done: it would restrict 4/],
  ['2026-07-16', 'the account', /goes on, by olga/],
  ['2026-07-16', 'ann', /DISABLED/],
  ['2026-07-17', 'the account', /is undone/],
  ['2026-08-04', 'svc-backup', /would get CLOSED/],
  ['2026-08-10', 'the account', /is retired/],
  ['2026-09-01', 'dora', /EXEMPTION ends/],
  ['2026-10-01', 'olga', /^EXEMPTION_NOT_OWNED/],
  ['2026-10-02', 'emil', /gets the control CLOSED/],
  ['2026-12-31', 'auditor', /all of them hold/],
  ['2026-12-31', 'forger', /EDITED/],
  ['2026-12-31', 'forger', /NOT_IN_ORDER/],
  ['2026-12-31', 'forger', /NOT_THE_HEAD/],
];

describe('the lifecycle tour', () => {
  it('tells every turn of the year, on its day', async () => {
    const story = await tour();
    let from = 0;
    for (const beat of beats) {
      const found = story.slice(from).findIndex((line) => isBeat(line, beat));
      expect(found, `${beat.join(' ')} comes after line ${from}`).toBeGreaterThanOrEqual(0);
      from += found + 1;
    }
  });

  it('tells what is in the log: its events in its order, but for sweeps that restricted nobody', async () => {
    const company = createCompany();
    const told = (await tour(company)).flatMap((line) => (line.kind === 'event' ? [line.event] : []));
    const logged: DormouseEvent[] = [];
    for await (const record of company.dormouse.accounts.export({ accountId: ACCOUNT })) {
      if (record.record === 'event') logged.push(record.event);
    }
    const isDull = (event: DormouseEvent): boolean =>
      event.type === 'sweep.completed' && event.data.run.restricted === 0;
    expect(told).toEqual(logged.filter((event) => !isDull(event)));
    expect(told.length).toBeGreaterThan(80);
    expect(logged.some(isDull)).toBe(true);
  });

  it('is the same story in every time zone of the machine', async () => {
    const offsets = new Set<number>();
    const texts = new Set<string>();
    for (const each of ['UTC', 'Pacific/Auckland', 'America/New_York']) {
      process.env['TZ'] = each;
      offsets.add(new Date(0).getTimezoneOffset());
      texts.add(printStory(await tour()));
    }
    expect(offsets.size).toBe(3);
    expect(texts.size).toBe(1);
  });

  it('is printed with a date where the day changes', async () => {
    const lines = printStory(await tour()).split('\n');
    expect(lines[0]).toBe('JANUARY: A POLICY, AND THE PEOPLE IT IS ABOUT');
    expect(lines[1]).toBe('5 Jan   · olga         puts the policy of the company into force');
    expect(lines[2]).toMatch(/^ {10}the account {2}policy workforce/);
  });
});

function isBeat(line: StoryLine, [date, who, text]: (typeof beats)[number]): boolean {
  if (line.kind === 'chapter' || line.kind === 'act') return false;
  return new Date(line.at).toISOString().startsWith(date) && line.who === who && text.test(line.text);
}
