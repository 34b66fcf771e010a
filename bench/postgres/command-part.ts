import { countRoundTrips } from './counting';
import { contest, timed, type Verdict } from './measure';
import { restrictByHand } from './peer-command';
import { ACCOUNT, idOf, nowOf, ROUNDS } from './population';
import type { PartAnswer, Scene } from './scene';

const COMMANDS = 500;
const MOST_TRIPS = 3;

/** One command a call, one after the other: load, decide, write. With the disk and without waiting for it. */
export async function commandPart(scene: Scene): Promise<PartAnswer> {
  const { pool, ours } = scene;
  ours.now = nowOf(ROUNDS + 2);
  const trips = countRoundTrips(pool);
  await command(scene, 1);
  trips.count = 0;
  trips.texts.length = 0;
  await command(scene, 2);
  const { count } = trips;
  const texts = [...trips.texts];
  const verdicts: Verdict[] = [
    {
      question: 'round trips of one command',
      perSecond: {},
      ratio: count,
      aim: `at most ${MOST_TRIPS}`,
      held: count <= MOST_TRIPS,
    },
    await commands(scene, 'one command after the other', 0),
    await commands(scene, 'eight at once', 8),
  ];
  return { verdicts, figures: { roundTrips: count, statements: texts } };
}

let next = 0;

async function command({ ours, options: { size } }: Scene, number: number): Promise<unknown> {
  return ours.dormouse.controls.create({
    accountId: ACCOUNT,
    identityId: idOf(number, size),
    type: 'DORMANT',
    reasonCode: 'RISK',
    reason: 'a case was opened',
    setBy: 'CLIENT',
  });
}

/** Each contender restricts identities that nobody has restricted by a command before. */
function commands(scene: Scene, question: string, atOnce: number): Promise<Verdict> {
  const { size } = scene.options;
  const all = (restrict: (number: number) => Promise<unknown>) => () => {
    next += COMMANDS;
    const first = next;
    return timed(async () => {
      const lane = async (from: number): Promise<void> => {
        for (let step = from; step < COMMANDS; step += Math.max(1, atOnce)) await restrict((first + step) % size);
      };
      await Promise.all(Array.from({ length: Math.max(1, atOnce) }, (_, index) => lane(index)));
    });
  };
  return contest(question, COMMANDS, ROUNDS, 0.6, {
    'by hand': all((number) => restrictByHand(scene.pool, idOf(number, size), new Date(scene.ours.now))),
    dormouse: all((number) => command(scene, number)),
  });
}
