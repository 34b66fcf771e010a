import type { CustomOperator } from '../condition/custom-operator';
import type { HostAnswer, HostAnswerer, HostLeaf } from '../condition/host-answer';
import type { HostFactsLane, HostQuestion } from '../condition/host-facts-lane';
import { UNKNOWN } from '../condition/truth';
import type { Identity } from '../model/identity';
import type { JsonValue } from '../model/json';
import { sameJson } from '../model/same-json';
import type { Instant } from '../time/instant';

/** A judgement a minute ahead is still about the present: clocks and locks take their time. */
const PRESENT = 60_000;
/** How often one operation fetches facts. Only subjects that change all the while need more than once. */
const MOST_ROUNDS = 5;
/** When a lane that broke its promise and rejected is asked again: five minutes. */
const RETRY = 300_000;

/** Where host facts come from. */
export interface FactSource {
  readonly lane: HostFactsLane;
  readonly operators: ReadonlyMap<string, CustomOperator>;
  readonly now: () => Instant;
  /** Takes an error of a lane that rejects. It never throws. */
  readonly report: (error: unknown) => void;
}

/**
 * The answers of the host-facts lane that one operation knows (C7). Judgements ask it; what it could not answer it notes,
 * so that the engine can fetch it, outside any transaction, and have everything judged again.
 */
export class FactTable {
  readonly #source: FactSource;
  readonly #answers = new Map<string, Map<string, HostAnswer>>();
  readonly #missing = new Map<string, Map<string, HostQuestion>>();
  #present: Instant;
  #rounds = 0;

  constructor(source: FactSource) {
    this.#source = source;
    this.#present = source.now();
  }

  /** Notes that it is later now: an answer that has run out by then must be fetched again. */
  advance(now: Instant): void {
    if (now > this.#present) this.#present = now;
  }

  /** Whether a judgement asked for what is not known yet, and fetching it is worth another try. */
  get isLacking(): boolean {
    return this.#missing.size > 0 && this.#rounds < MOST_ROUNDS;
  }

  readonly answerer: HostAnswerer = ({ identity }, leaf, against, at) => {
    const answer = this.#answers.get(identity.id)?.get(leaf.key);
    const isFor = answer !== undefined && answer.since <= at && isSame(answer.against, against);
    if (isFor && answer.until > this.#present) return answer;
    // Only the present is worth a question to the host: what will be, is asked when it is.
    if (at <= this.#present + PRESENT) this.#note(identity, leaf, against);
    return null;
  };

  #note(identity: Identity, leaf: HostLeaf, against: unknown): void {
    const questions = this.#missing.get(identity.id) ?? new Map<string, HostQuestion>();
    this.#missing.set(identity.id, questions.set(leaf.key, { identity, leaf, against }));
  }

  /** Asks the lane for everything that was noted. It never rejects. */
  async fetch(): Promise<void> {
    const { lane, operators, now: readClock, report } = this.#source;
    const now = readClock();
    this.advance(now);
    this.#rounds += 1;
    const questions = [...this.#missing.values()].flatMap((ofIdentity) => [...ofIdentity.values()]);
    this.#missing.clear();
    try {
      const answers = await lane.answer(questions, now, operators);
      questions.forEach((question, index) => {
        this.#keep(question, answers[index] ?? unknownAt(now, question));
      });
    } catch (error) {
      report(error);
      for (const question of questions) this.#keep(question, unknownAt(now, question));
    }
  }

  #keep({ identity, leaf }: HostQuestion, answer: HostAnswer): void {
    const ofIdentity = this.#answers.get(identity.id) ?? new Map<string, HostAnswer>();
    this.#answers.set(identity.id, ofIdentity.set(leaf.key, answer));
  }
}

/** Values of facts are JSON, or missing. */
function isSame(left: unknown, right: unknown): boolean {
  if (left === undefined || right === undefined) return left === right;
  return sameJson(left as JsonValue, right as JsonValue);
}

function unknownAt(now: Instant, { against }: HostQuestion): HostAnswer {
  return { truth: UNKNOWN, since: now, until: now + RETRY, against, blame: [] };
}
