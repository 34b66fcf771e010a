import type { Requirement } from '../model/requirement';
import type { Draft } from './draft';

/** Puts a requirement in the place of the one with its id, or after the others. */
export function putRequirement(draft: Draft, requirement: Requirement): void {
  const { requirements } = draft.subject;
  const isKnown = requirements.some(({ id }) => id === requirement.id);
  draft.subject = {
    ...draft.subject,
    requirements: isKnown
      ? requirements.map((other) => (other.id === requirement.id ? requirement : other))
      : [...requirements, requirement],
  };
}
