import { fork } from 'node:child_process';
import { once } from 'node:events';

/** What a read in a process of its own took. */
export interface ChildFigures {
  readonly count: number;
  readonly elapsedMs: number;
  /** The most memory that the process ever held, in MiB. */
  readonly peakMiB: number;
}

/** Runs this bench again as a child that does one thing, so that its memory is its own. */
export async function inChild(task: string, url: string): Promise<ChildFigures> {
  const child = fork(process.argv[1] ?? '', ['--child', task], {
    env: { ...process.env, DATABASE_URL: url },
    execArgv: ['--enable-source-maps'],
  });
  const ended = once(child, 'exit');
  const answer = await Promise.race([once(child, 'message'), ended.then(() => null)]);
  if (answer === null) throw new Error(`the child ${task} ended without an answer`);
  await ended;
  return answer[0] as ChildFigures;
}

/** The task of this process when it is such a child; null when it is the bench itself. */
export function childTask(): string | null {
  return process.argv[2] === '--child' ? (process.argv[3] ?? '') : null;
}

/** Does the task, tells the parent, and ends. */
export async function answerParent(task: () => Promise<number>): Promise<void> {
  const start = performance.now();
  const count = await task();
  const elapsedMs = performance.now() - start;
  const figures: ChildFigures = { count, elapsedMs, peakMiB: Math.round(process.resourceUsage().maxRSS / 1_024) };
  await new Promise<void>((done) => process.send?.(figures, () => done()));
  process.disconnect();
}
