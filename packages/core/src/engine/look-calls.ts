import { type Backtest, backtest } from './backtest/backtest';
import type { BacktestRequest } from './backtest/backtest-request';
import { checkObject } from './check-input';
import type { BulkOutcome } from './decide-batch';
import { type Forecast, type ForecastRequest, forecast } from './forecast/forecast';
import { type Postponed, type PostponeRequest, postpone } from './forecast/postpone';
import {
  type ListUpcomingRequest,
  listUpcoming,
  type UpcomingAct,
  type UpcomingActsRequest,
  upcomingActs,
} from './forecast/upcoming';
import type { ListPage } from './list-identities';
import { type Reports, reportCalls } from './reports/report-calls';
import type { Runtime } from './runtime';
import { type Simulation, simulate, simulateEach } from './simulate/simulate';
import type { SimulatedIdentity } from './simulate/simulated-identity';
import type { SimulateRequest } from './simulate/simulation-request';

/** What is scheduled, and how to put it off (V5). */
export interface Upcoming {
  /** The soonest first. Throws `INVALID_ARGUMENT`, `INVALID_INSTANT`, `INVALID_CURSOR`, `IDENTITY_NOT_FOUND`. */
  readonly list: (request: ListUpcomingRequest) => Promise<ListPage<UpcomingAct>>;
  /** All of it, identity by identity. Throws as `list`, and `ABORTED`. */
  readonly each: (request: UpcomingActsRequest) => AsyncIterable<UpcomingAct>;
  /**
   * Postpones one or many; refusals are in the answer, by index. Throws `REASON_REQUIRED`, `INVALID_INSTANT`,
   * `BATCH_TOO_LARGE`, `INVALID_ARGUMENT`.
   */
  readonly postpone: (request: PostponeRequest) => Promise<BulkOutcome<Postponed>>;
}

/** What an engine shows without changing anything about anybody (semantics §12). */
export interface LookCalls {
  readonly reports: Reports;
  /**
   * What a draft policy, or any other change, would mean for the identities as they are (V3, L15). Throws
   * `INVALID_POLICY`, `POLICY_NOT_FOUND`, `IDENTITY_NOT_FOUND`, `EXEMPTION_NOT_FOUND`, `INVALID_INSTANT`,
   * `INVALID_ARGUMENT`; `ABORTED`.
   * @example
   * const change = { change: 'threshold', policyId: 'workforce', ruleId: 'everyone', stageId: 'dormant', after: 'P30D' };
   * const { effects, guard } = await dormouse.simulate({ accountId: 'acme', changes: [change] });
   */
  readonly simulate: (request: SimulateRequest) => Promise<Simulation>;
  /** The identities behind the numbers, each with its reasons. Throws as `simulate`, with the first one. */
  readonly simulateEach: (request: SimulateRequest) => AsyncIterable<SimulatedIdentity>;
  /**
   * How many identities reach which stage on which of the next days, if nobody acts (V4). Throws `INVALID_ARGUMENT`,
   * `INVALID_POLICY`, `POLICY_NOT_FOUND`, `ABORTED`.
   */
  readonly forecast: (request: ForecastRequest) => Promise<Forecast>;
  readonly upcoming: Upcoming;
  /**
   * Whom policies would have restricted in the recorded past, and who came back all the same (V3). Throws
   * `INVALID_INSTANT`, `INVALID_DURATION`, `INVALID_POLICY`, `POLICY_NOT_FOUND`, `INVALID_ARGUMENT`, `ABORTED`.
   * @example
   * const { falseAlarmRate } = await dormouse.backtest({ accountId: 'acme', from: '2025-01-01T00:00:00Z' });
   */
  readonly backtest: (request: BacktestRequest) => Promise<Backtest>;
}

export function lookCalls(runtime: Runtime): LookCalls {
  return {
    reports: reportCalls(runtime),
    simulate: async (request) => simulate(runtime, checkObject(request)),
    simulateEach: (request) => simulateEach(runtime, checkObject(request)),
    forecast: async (request) => forecast(runtime, checkObject(request)),
    backtest: async (request) => backtest(runtime, checkObject(request)),
    upcoming: {
      list: async (request) => listUpcoming(runtime, checkObject(request)),
      each: (request) => upcomingActs(runtime, checkObject(request)),
      postpone: async (request) => postpone(runtime, checkObject(request)),
    },
  };
}
