import type { Backtest, Dormouse, Estimate, Forecast, Simulation } from '@dormouse/core';
import { accountId, stages } from './office';
import type { Look, Options } from './options';

type Show = (dormouse: Dormouse, options: Options, now: number) => AsyncIterable<string>;

/** What each look prints, piece by piece. */
export const shows: Readonly<Record<Look, Show>> = {
  report: showReport,
  simulate: async function* (dormouse, { after }) {
    yield* linesOf(simulationLines(await dormouse.simulate({ accountId, changes: withoutNotice(after) }), after));
  },
  forecast: async function* (dormouse, { days }) {
    yield* linesOf(forecastLines(await dormouse.forecast({ accountId, days })));
  },
  upcoming: async function* (dormouse, { days }, now) {
    const until = new Date(now + days * 86_400_000);
    const { items, cursor } = await dormouse.upcoming.list({ accountId, until, limit: 20 });
    yield* linesOf(
      items.map(({ at, identityId, action, what }) => `${day(at)}  ${identityId}  ${action} ${what ?? ''}`),
    );
    if (cursor !== null) yield '…\n';
  },
  backtest: async function* (dormouse, { after }, now) {
    const from = new Date(now - 365 * 86_400_000);
    yield* linesOf(backtestLines(await dormouse.backtest({ accountId, from, changes: changesOf(after) }), after));
  },
};

async function* showReport(dormouse: Dormouse, { inactiveFor, format }: Options): AsyncGenerator<string> {
  const { id: reference } = await dormouse.reports.create({ accountId, inactiveFor });
  await dormouse.reports.work();
  if (format !== 'text') {
    yield* dormouse.reports.export({ accountId, reference, format });
    return;
  }
  const { progress, at } = await dormouse.reports.get(accountId, reference);
  yield `Inactive for ${inactiveFor} at ${day(at)}: ${progress.rows} of ${progress.scanned}\n`;
  for (const { kind, identities, inactive, neverUsed } of progress.byKind) {
    yield `  ${kind}: ${inactive} of ${identities}, ${neverUsed} never used\n`;
  }
  for await (const row of dormouse.reports.rows({ accountId, reference })) {
    yield `  ${row.identityId}  ${row.neverUsed ? 'never used' : row.inactiveFor}  ${row.status}\n`;
  }
}

function changesOf(after: string) {
  const document = { id: 'workforce', inactivity: [{ id: 'everyone', stages: stages(after) }] };
  return [{ change: 'activate', document }] as const;
}

/** With a notice first, nobody could be restricted by the very next sweep (P4). */
function withoutNotice(after: string) {
  const document = { id: 'workforce', inactivity: [{ id: 'everyone', stages: stages(after).slice(1) }] };
  return [{ change: 'activate', document }] as const;
}

function simulationLines({ effects, judged, base, draft, samples }: Simulation, after: string): readonly string[] {
  const reasons = Object.values(samples).flatMap((list) => list.slice(0, 2));
  return [
    `DORMANT after ${after}, without a notice after P30D, ${judged} identities:`,
    ...Object.entries(effects).map(([effect, count]) => `  ${effect}: ${count}`),
    `The next sweep: ${draft.warned} warned and ${draft.restricted} restricted; now ${base.warned} and ${base.restricted}.`,
    ...reasons.map(({ identityId, effects: of, draft: to, base: from }) => {
      const [action] = [...to.actions, ...from.actions];
      return `  ${identityId} (${of.join(', ')}): ${action?.reason ?? ''}`;
    }),
  ];
}

function forecastLines({ days, judged, stages: of, byDay }: Forecast): readonly string[] {
  const busy = byDay.filter(({ notices, controls }) => notices + controls > 0);
  return [
    `The next ${days} days if nobody acts, ${judged} identities:`,
    ...of.map(({ stageId, action, what, total }) => `  ${stageId} (${action} ${what ?? ''}): ${total}`),
    ...busy.map(({ date, notices, controls }) => `  ${date}  ${notices} notices, ${controls} controls`),
  ];
}

function backtestLines(result: Backtest, after: string): readonly string[] {
  return [
    `DORMANT after ${after}, from ${day(result.from)} to ${day(result.until)}, ${result.judged} identities:`,
    `  ${result.alarms} would have been disabled: ${result.falseAlarms} came back within ${result.comeBackWithin}, ${result.confirmed} did not, ${result.open} may still`,
    `  false alarms: ${percent(result.falseAlarmRate)}`,
    ...result.samples.map(
      ({ identityId, at, activeAgain }) => `  ${identityId}  ${day(at)}, back on ${day(activeAgain)}`,
    ),
    ...result.limits.map((limit) => `  Note: ${limit}`),
  ];
}

function percent(rate: Estimate | null): string {
  if (rate === null) return 'none could be judged';
  const text = (share: number): string => `${Math.round(share * 100)} %`;
  return `${text(rate.share)} (95 %: ${text(rate.low)} to ${text(rate.high)})`;
}

async function* linesOf(lines: readonly string[]): AsyncGenerator<string> {
  yield lines.map((line) => `${line}\n`).join('');
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
