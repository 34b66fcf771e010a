import { checkObject } from './check-input';
import { type Reports, reportCalls } from './reports/report-calls';
import type { Runtime } from './runtime';
import { type Simulation, simulate, simulateEach } from './simulate/simulate';
import type { SimulatedIdentity } from './simulate/simulated-identity';
import type { SimulateRequest } from './simulate/simulation-request';

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
}

export function lookCalls(runtime: Runtime): LookCalls {
  return {
    reports: reportCalls(runtime),
    simulate: async (request) => simulate(runtime, checkObject(request)),
    simulateEach: (request) => simulateEach(runtime, request),
  };
}
