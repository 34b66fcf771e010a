import { createDormouse, type Dormouse, type DormouseEvent, type Instant, isDormouseError } from '@dormouse/core';
import { memoryStorage } from '@dormouse/storage-memory';
import type { StoryLine } from './telling/story-line';
import { tellAccount } from './telling/tell-account';
import { tellIdentity } from './telling/tell-identity';

const DAY = 86_400_000;
export const ACCOUNT = 'northwind';

/** A company with an engine, a clock that it moves itself, and a story that grows. */
export interface Company {
  readonly dormouse: Dormouse;
  readonly story: readonly StoryLine[];
  /** Who logs in each Monday at 7:30, as long as the feed of logins works. */
  readonly working: Set<string>;
  readonly feed: { works: boolean };
  readonly now: () => Instant;
  /** Lives day by day until a moment: a sweep each morning at 8:00. */
  readonly until: (moment: string) => Promise<void>;
  readonly chapter: (text: string) => void;
  /** Says what somebody does, and does it. A refusal is part of the story. */
  readonly act: (who: string, text: string, deed: () => Promise<unknown>) => Promise<void>;
  readonly answer: (who: string, text: string) => void;
}

export function createCompany(): Company {
  const story: StoryLine[] = [];
  const working = new Set<string>();
  const feed = { works: true };
  let time = Date.parse('2026-01-05T07:00:00Z');
  let ids = 0;
  const dormouse = createDormouse({
    storage: memoryStorage(),
    clock: () => new Date(time),
    newId: () => `n${++ids}`,
    settings: { guard: { maxRestricted: { percent: 5, atLeast: 2 } } },
  });
  const hear = (): Promise<unknown> =>
    dormouse.consumers.run({ name: 'storyteller', handle: (event) => story.push(...linesOf(event)) });
  const until = async (moment: string): Promise<void> => {
    for (const end = Date.parse(moment); time < end; ) {
      const morning = Math.floor(time / DAY) * DAY + 8 * 3_600_000;
      time = Math.min(end, morning > time ? morning : morning + DAY);
      if (time % DAY !== 8 * 3_600_000) continue;
      if (feed.works) await logIns(dormouse, working, time);
      await dormouse.sweep({ accountId: ACCOUNT });
      await hear();
    }
  };
  const act: Company['act'] = async (who, text, deed) => {
    story.push({ kind: 'act', at: time, who, text });
    try {
      await deed();
    } catch (error) {
      if (!isDormouseError(error)) throw error;
      story.push({ kind: 'refusal', at: time, who, text: `${error.code}: ${error.message}` });
    }
    await hear();
  };
  const chapter = (text: string): void => void story.push({ kind: 'chapter', text });
  const answer = (who: string, text: string): void => void story.push({ kind: 'answer', at: time, who, text });
  return { dormouse, story, working, feed, now: () => time, until, chapter, act, answer };
}

/** On Mondays everybody who works logs in, half an hour before the sweep. */
async function logIns(dormouse: Dormouse, working: ReadonlySet<string>, now: Instant): Promise<void> {
  if (new Date(now).getUTCDay() !== 1) return;
  const at = new Date(now - 1_800_000);
  const activities = [...working].map((identityId) => ({ identityId, type: 'login', at }));
  await dormouse.activity.record({ accountId: ACCOUNT, activities });
}

function linesOf(event: DormouseEvent): readonly StoryLine[] {
  const text = event.identityId === null ? tellAccount(event) : tellIdentity(event);
  return text === null ? [] : [{ kind: 'event', at: event.at, who: event.identityId ?? 'the account', text, event }];
}
