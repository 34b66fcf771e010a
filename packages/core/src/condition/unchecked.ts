import { DormouseError } from '../model/errors';

/** The error of a condition that reached the compiler although its check would have refused it. */
export function unchecked(what: string): DormouseError {
  return new DormouseError('INVALID_POLICY', `${what} Check the condition before it is compiled.`);
}
