import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IdentityEvent, PolicyDocument } from '../../src/index';
import { style } from '../../src/picture/style';
import { forecastSvg, lifecycleMermaid, lifecycleSvg, timelineSvg } from '../../src/pictures';
import { createWorld, DAY, eventsOf, ladder, START } from '../engine/support';
import { readSvg } from './support/read-svg';

const names = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
  fc.constantFrom(
    '</text><script>alert(1)</script>',
    '"]; click a href "x"',
    '%%{init: {}}%%',
    '#quot;',
    '1. one',
    '- a',
    '&amp;',
    'שלום',
  ),
);
const ids = names.filter((name) => !/[\p{Cc}\p{Cs}]/u.test(name));

const hostilePolicies = fc
  .record({ title: names, rule: ids, stage: ids, template: ids, type: ids, requirement: ids })
  .map(
    ({ title, rule, stage, template, type, requirement }): PolicyDocument => ({
      id: 'p',
      title,
      inactivity: [
        {
          id: rule,
          stages: [
            { id: `${stage}`, after: 'P30D', notify: template },
            { id: `${stage}2`.slice(-250), after: 'P45D', control: { type: 'DORMANT', reasonCode: type } },
          ],
          onReturn: { require: [requirement] },
        },
      ],
      requirements: [{ id: rule, require: [{ type: requirement, validFor: 'P1Y' }] }],
    }),
  );

/** Every line that a flowchart of ours may have: names come in quotes only, and hold nothing that ends them. */
const LABEL = String.raw`"(?:[\p{L}\p{N}\p{M} .,:()/_+\-]|#\d+;|<br/>)*"`;
const FLOWCHART = new RegExp(
  `^(?:flowchart LR|  accTitle: [\\p{L}\\p{N}\\p{M} .,()_-]*|  subgraph \\w+\\[${LABEL}\\]|  end|    \\w+\\(\\[${LABEL}\\]\\)|` +
    `  (?:  )?\\w+[\\[(>]${LABEL}[\\])](?::::\\w+)?|    \\w+ -->\\|${LABEL}\\| \\w+|    \\w+ -\\.-> \\w+|  classDef \\w+ [a-z:#0-9,-]+)$`,
  'u',
);

describe('pictures', () => {
  it('hostile names stay text in SVG: nothing is broken, run, or asked for', () => {
    fc.assert(
      fc.property(hostilePolicies, (policy) => {
        const { words } = readSvg(lifecycleSvg(policy));
        expect(words.some((text) => text.includes('DORMANT'))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('hostile names stay in their quotes in Mermaid', () => {
    fc.assert(
      fc.property(hostilePolicies, (policy) => {
        for (const line of lifecycleMermaid(policy).trimEnd().split('\n')) expect(line).toMatch(FLOWCHART);
      }),
      { numRuns: 200 },
    );
  });

  it('says what it shows to those who do not see it', () => {
    const svg = lifecycleSvg(ladder);
    expect(svg).toContain('role="img" aria-label="Lifecycle of workforce"');
    const description = /<desc>([^<]*)<\/desc>/.exec(svg)?.[1];
    expect(description).toBe(
      'Rule everyone, from the last activity: after 30 days warn, notice mail, APPROVED; after 45 days dormant, control DORMANT, DISABLED; after 365 days close, control CLOSED, DISABLED. Activity restarts the clock, and withdraws the notices. DORMANT: a person lifts it; activity alone does not. CLOSED: only an operator reopens it.',
    );
  });

  it('has words that can be read on their ground, in the light and in the dark', () => {
    const [light = '', dark = ''] = style.split('@media (prefers-color-scheme:dark){');
    for (const side of [light, dark]) {
      const colour = (name: string): string => new RegExp(`\\.dm-${name}\\{fill:(#[0-9a-f]{6})`).exec(side)?.[1] ?? '';
      for (const name of ['ink', 'faint', 'approved', 'pending', 'denied', 'disabled', 'error', 'exempt']) {
        expect(contrast(colour(name), colour('paper')), name).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it('draws what is refused not at all, and what is huge in part', () => {
    expect(() => lifecycleSvg({ id: 'p', inactivity: 3 })).toThrow(expect.objectContaining({ code: 'INVALID_POLICY' }));
    const stages = Array.from({ length: 100 }, (_, index) => ({
      id: `s${index}`,
      after: `P${index + 1}D`,
      notify: 'x'.repeat(256),
    }));
    const inactivity = Array.from({ length: 300 }, (_, index) => ({ id: `r${index}`, stages }));
    const svg = lifecycleSvg({ id: 'p', inactivity });
    expect(svg.length).toBeLessThan(400_000);
    expect(readSvg(svg).words).toContain('and 280 more');
    expect(lifecycleMermaid({ id: 'p', inactivity }).split('\n').length).toBeLessThan(700);
  });
});

function luminance(colour: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = parts.map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The ratio of WCAG 2. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe('timelineSvg', () => {
  it('shows status, controls, exemptions and marks as the engine lived them', async () => {
    const world = createWorld();
    const { dormouse, clock } = world;
    await dormouse.policies.activate({ accountId: 'acme', document: ladder, reason: 'test' });
    await dormouse.identities.register({
      accountId: 'acme',
      identities: [{ id: 'u-1', kind: 'user', name: '<b>Ann' }],
    });
    for (const day of [30, 45, 50]) {
      clock.toDay(day);
      await dormouse.sweep();
    }
    const [control] = (await dormouse.controls.list({ accountId: 'acme', identityId: 'u-1' })).items;
    await dormouse.controls.delete({ accountId: 'acme', controlId: control!.id, reason: 'back' });
    const events = (await eventsOf(world)).filter((event): event is IdentityEvent => event.identityId === 'u-1');
    const svg = timelineSvg({ events, until: new Date(START + 60 * DAY), title: '<b>Ann' });
    expect(/<desc>([^<]*)<\/desc>/.exec(svg)?.[1]?.split('\n')).toEqual([
      '1 January 2026: APPROVED.',
      '31 January 2026: notice mail served.',
      '15 February 2026: DISABLED.',
      '15 February 2026: control DORMANT set.',
      '20 February 2026: APPROVED.',
      '20 February 2026: control DORMANT lifted.',
      '20 February 2026: reactivated.',
      '20 February 2026: notice of stage warn withdrawn.',
    ]);
    const { words } = readSvg(svg);
    expect(words).toEqual(expect.arrayContaining(['<b>Ann', 'Status', 'DORMANT', 'Notices (○ ended)', 'Returns']));
    expect(words).toContain('DORMANT (INACTIVITY), set by POLICY: 15 February 2026 to 20 February 2026');
    const first = timelineSvg({ events: [...events].reverse(), until: new Date(START + 60 * DAY), title: '<b>Ann' });
    expect(first).toBe(svg);
    expect(readSvg(timelineSvg({ events: [], until: '2026-01-01T00:00:00Z' })).words).toContain('No events');
    expect(() =>
      timelineSvg({ events: [events[0]!, { ...events[0]!, identityId: 'u-2' }], until: '2026-01-01T00:00:00Z' }),
    ).toThrow('events[1] is about another identity than the first');
  });

  it('refuses nonsense with a code', () => {
    fc.assert(
      fc.property(
        fc.record({ events: fc.anything(), until: fc.anything(), timeZone: fc.anything(), title: fc.anything() }),
        (input) => {
          expect(() => timelineSvg(input as never)).toThrow(expect.objectContaining({ name: 'DormouseError' }));
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('forecastSvg', () => {
  const days = fc.integer({ min: 0, max: 3_600 }).map((day) => new Date(START + day * DAY).toISOString().slice(0, 10));
  const entries = fc.array(fc.record({ day: days, stage: names, count: fc.nat(100_000) }), { maxLength: 40 });

  it('shows every entry once, whatever the order, and however many days a bar covers', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const { words } = readSvg(forecastSvg({ entries: list }));
        const shown = words.flatMap((text) => /: ([\d,]+) in all$/.exec(text)?.[1] ?? []);
        const total = shown.reduce((sum, text) => sum + Number(text.replaceAll(',', '')), 0);
        expect(total).toBe(list.reduce((sum, { count }) => sum + count, 0));
      }),
      { numRuns: 200 },
    );
  });

  it('bins long forecasts, and keeps an empty one readable', () => {
    const year = Array.from({ length: 365 }, (_, day) => ({
      day: new Date(START + day * DAY).toISOString().slice(0, 10),
      stage: 'warn',
      count: 2,
    }));
    const { words, elements } = readSvg(forecastSvg({ entries: year }));
    expect(words).toContain('a bar is 3 days');
    expect(words).toContain('1 January 2026: warn 6');
    expect(elements['g']).toBe(122);
    expect(readSvg(forecastSvg({ entries: [] })).words).toContain('nothing is expected');
  });

  it('refuses what it cannot draw, with its place', () => {
    const day = '2026-03-01';
    const refused = (entry: object): string => {
      try {
        forecastSvg({ entries: [{ day, stage: 's', count: 1 }, entry] as never });
        return 'drawn';
      } catch (error) {
        expect(error).toMatchObject({ code: 'INVALID_ARGUMENT' });
        return (error as Error).message;
      }
    };
    expect(refused({ day: '2026-02-30', stage: 's', count: 1 })).toContain('entries[1].day');
    expect(refused({ day, stage: 3, count: 1 })).toContain('entries[1].stage');
    expect(refused({ day, stage: 's', count: -1 })).toContain('entries[1].count');
    expect(refused({ day: '2046-03-01', stage: 's', count: 1 })).toContain('within 3660');
    expect(() => forecastSvg({ entries: 'x' as never })).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });
});
