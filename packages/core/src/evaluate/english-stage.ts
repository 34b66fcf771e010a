import { parseDuration } from '../time/duration';
import { describeDuration } from '../time/english-duration';
import { plainText } from './plain-text';
import type { SayInstant } from './say-instant';
import type { StageSentence } from './sentence';

/** A sentence about a stage: what it does, and where it stands. */
export function sayStage(sentence: StageSentence, say: SayInstant): string {
  const { stageId, does, what } = sentence;
  const thing = does === 'notify' ? `the notice ${plainText(what)}` : `the control ${plainText(what)}`;
  return `Stage ${plainText(stageId)}: ${thing} ${where(sentence, say)}.`;
}

function where(sentence: StageSentence, say: SayInstant): string {
  const { does, state, dueAt, skips } = sentence;
  switch (state) {
    case 'done':
      return done(sentence, say);
    case 'due':
      return skips ? 'comes too late and is skipped' : `has been due since ${say(dueAt)}, ${after(sentence)}`;
    case 'moot':
      return does === 'notify'
        ? 'is not needed, because what it warns of is in force already'
        : 'is not needed, because such a control is in force already';
    case 'held':
      return `is held back; its date is ${date(sentence, say)}`;
    case 'waiting':
      if (dueAt === Number.POSITIVE_INFINITY) return 'never follows: its date lies after the year 9999';
      return `${does === 'notify' ? 'goes out' : 'follows'} on ${date(sentence, say)}`;
  }
}

function done({ does, record }: StageSentence, say: SayInstant): string {
  const verb = does === 'notify' ? 'went out' : 'was set';
  if (record === null) return `${verb} before`;
  if (record.outcome === 'skipped') return `came too late and was skipped on ${say(record.at)}`;
  const acknowledged =
    record.acknowledgedAt === null ? '' : `, and its delivery was acknowledged on ${say(record.acknowledgedAt)}`;
  return `${verb} on ${say(record.at)}${acknowledged}`;
}

/** The date of a stage, and why it is that. */
function date(sentence: StageSentence, say: SayInstant): string {
  const { dueAt, ownDate, waitsFor } = sentence;
  if (dueAt <= ownDate) return `${say(dueAt)}, ${after(sentence)}`;
  switch (waitsFor) {
    case 'notice':
      return `${say(dueAt)} at the earliest, because a notice before it has not gone out yet`;
    case 'acknowledgement':
      return `${say(dueAt)} at the earliest, because the delivery of a notice before it is not acknowledged yet`;
    case null:
      return `${say(dueAt)}, put off from ${say(ownDate)} to keep its distance from the notices before it`;
  }
}

function after({ after: text }: StageSentence): string {
  const duration = parseDuration(text);
  return duration === null ? `after ${text}` : `after ${describeDuration(duration)} without activity`;
}
