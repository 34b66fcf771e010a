import type { Dormouse, DormouseEvent, ParkedEvent } from '@dormouse/core';
import type { Log } from '@dormouse/example-host-kit';
import type { Dialect } from '../dialect';
import { thinEvent, wireEvent } from '../wire/event';
import { createPace, type Pace } from './pace';
import { sign } from './signature';

/** The name under which the log remembers how far the webhooks have come. */
const CONSUMER = 'webhooks';

export interface WebhookOptions {
  /** The one address that events go to; it comes from the host's configuration, never from a request. */
  readonly url: string;
  readonly secret: string;
  /** Requests a second at the most. Default: 10. */
  readonly perSecond?: number;
  /** Milliseconds to the second try; four times as long each time. Default: 5,000, so that the eighth is 15 hours later. */
  readonly retryAfter?: number;
  /** Milliseconds between two looks at the log. Default: 1,000. */
  readonly every?: number;
  readonly dialect: Dialect;
  readonly clock: () => Date;
  readonly log: Log;
}

export interface Webhooks {
  /** Events that were given up after 24 hours. */
  readonly deadLetters: (accountId: string) => Promise<readonly ParkedEvent[]>;
  /** Lets the next run try them again; how many. */
  readonly replay: (accountId: string) => Promise<number>;
  /** Ends it when the delivery under way is over. What is left waits in the log. */
  readonly stop: () => Promise<void>;
}

/** 5 s, 20 s, 80 s … 5.7 h: eight tries end within 24 hours. */
const TRIES = 8;
const TIMEOUT = 10_000;

/** Tells the events of the log to a URL, each at least once and in the order of each identity, also after a crash. */
export function startWebhooks(dormouse: Dormouse, options: WebhookOptions): Webhooks {
  const stopping = new AbortController();
  const sleep = (wait: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, wait));
  const pace = createPace(options.perSecond ?? 10, () => performance.now(), sleep);
  let wake = (): void => {};
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await deliverAll(dormouse, options, pace, stopping.signal).catch((error: unknown) =>
        options.log.error('webhooks failed', { error }),
      );
      await new Promise<void>((resolve) => {
        wake = resolve;
        const timer = setTimeout(resolve, options.every ?? 1_000);
        timer.unref();
        if (stopping.signal.aborted) resolve();
      });
    }
  };
  const over = loop();
  return {
    deadLetters: (accountId) => dormouse.consumers.parked({ name: CONSUMER, accountId }),
    replay: async (accountId) => {
      const released = await dormouse.consumers.retryParked({ name: CONSUMER, accountId });
      wake();
      return released;
    },
    stop: async () => {
      stopping.abort();
      wake();
      await over;
    },
  };
}

async function deliverAll(dormouse: Dormouse, options: WebhookOptions, pace: Pace, signal: AbortSignal): Promise<void> {
  const retryAfter = options.retryAfter ?? 5_000;
  const handle = async (event: DormouseEvent): Promise<void> => {
    const told = wireEvent(options.dialect, event);
    if (told === null) return;
    await pace();
    await post(options, JSON.stringify(thinEvent(told)), told.id);
  };
  const report = await dormouse.consumers.run({ name: CONSUMER, handle, tries: TRIES, retryAfter, signal });
  for (const parked of report.parked)
    options.log.error('a webhook was given up', { event: parked.type, error: parked.error });
}

async function post({ url, secret, clock }: WebhookOptions, body: string, id: string): Promise<void> {
  const headers = {
    'content-type': 'application/json',
    'dormouse-signature': sign(secret, body, clock()),
    'idempotency-key': id,
  };
  // A redirect could lead anywhere: it counts as a failure.
  const answer = await fetch(url, {
    method: 'POST',
    body,
    headers,
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT),
  });
  await answer.body?.cancel();
  if (answer.status < 200 || answer.status > 299) throw new Error(`the webhook answered ${answer.status}`);
}
