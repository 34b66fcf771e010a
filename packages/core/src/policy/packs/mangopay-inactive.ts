import { markNote, overNote, practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { mark, marks, optionalWarning, stage } from '../pack/stage';

/** Mangopay (e-money): Account inactive after 2 years (730 days) without initiating a transaction. */
export const mangopayInactive: Pack = {
  id: 'mangopay-inactive',
  title: 'Mangopay (e-money): Account inactive after 2 years (730 days) without initiating a transaction',
  citation: {
    framework: 'Mangopay (e-money)',
    edition: null,
    clause: 'ToS 4.3',
    jurisdiction: 'LU/EU',
    scope: 'Users of category OWNER',
    asks: 'Account inactive after 2 years (730 days) without initiating a transaction',
    boundary: 'after',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: ['the fees', 'users of other categories than OWNER'],
    mayBeExempt: [],
    sources: [{ ref: 'https://docs.mangopay.com/guides/users/inactivity', kind: 'primary' }],
    confidence: 'primary',
    unverified: [],
    grade: 'note',
    note: null,
  },
  demand: {
    kind: 'inactivity',
    stages: [optionalWarning, stage({ id: 'mark', does: marks('INACTIVE'), after: 'P731D', over: 'P730D' })],
    neverUsed: null,
    onReturn: 'lift',
  },
  appliesTo: 'everyone',
  controlTypes: [mark('INACTIVE')],
  notes: [overNote('P730D', 'P731D'), markNote('INACTIVE'), practiceNote],
};
