import { type RunningHost, startHost } from '@dormouse/example-host-kit';
import { createIamHost, type IamOptions } from '../../src/create-iam-host';
import { addSampleData, SAMPLE_ACCOUNT } from '../../src/sample-data';
import type { Services } from '../../src/services';

export interface Started extends RunningHost {
  readonly account: string;
  readonly services: Services;
  readonly setNow: (at: string | number) => void;
  readonly now: () => number;
}

/** The host on a real port, with its sample data, on a clock that runs on from an instant. */
export async function start(env: Record<string, string> = {}, options: Partial<IamOptions> = {}): Promise<Started> {
  let start = Date.parse('2026-06-15T08:00:00Z');
  let began = performance.now();
  const now = (): number => Math.round(start + performance.now() - began);
  let services: Services | null = null;
  const host = await startHost({
    name: 'iam-host',
    env: { PORT: '0', DORMOUSE_RATE: '1000000', ...env },
    clock: () => new Date(now()),
    say: () => {},
    complain: () => {},
    create: (kit) =>
      createIamHost(kit, {
        sweepEvery: null,
        ...options,
        prepare: async (given) => {
          services = given;
          await (options.prepare ?? addSampleData)(given);
        },
      }),
  });
  return {
    ...host,
    account: SAMPLE_ACCOUNT,
    services: services!,
    now,
    setNow: (at) => {
      start = typeof at === 'number' ? at : Date.parse(at);
      began = performance.now();
    },
  };
}
