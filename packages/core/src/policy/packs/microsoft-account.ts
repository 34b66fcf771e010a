import { notBeforeNote, overNote, practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { closed, optionalWarning, stage } from '../pack/stage';

/** Microsoft account (consumer): Microsoft account must be signed in at least once in two years. */
export const microsoftAccount: Pack = {
  id: 'microsoft-account-inactive',
  title: 'Microsoft account (consumer): Microsoft account must be signed in at least once in two years',
  citation: {
    framework: 'Microsoft account (consumer)',
    edition: null,
    clause: 'Microsoft account activity policy (eff. 2019-08-30)',
    jurisdiction: 'global',
    scope: 'Consumer accounts',
    asks: 'Microsoft account must be signed in at least once in two years',
    boundary: 'after',
    activity: null,
    notices: 'e-mail or text may be sent',
    evidence: null,
    notCovered: [
      'the erasure of data: CLOSED is set, and you are told',
      'notices: mail or text is possible, and none is promised',
    ],
    mayBeExempt: [
      'purchases',
      'active subscription',
      'unspent balance',
      'published to Microsoft Store',
      'earned certification',
      'consent for an active minor account',
    ],
    sources: [
      { ref: 'consumerrights.wiki: Microsoft', kind: 'secondary' },
      { ref: 'nsaneforums.com: Microsoft account activity policy', kind: 'secondary' },
      { ref: 'techwarrant.com: Microsoft account activity policy', kind: 'secondary' },
    ],
    confidence: 'secondary',
    unverified: [],
    grade: 'note',
    note: null,
  },
  demand: {
    kind: 'inactivity',
    stages: [optionalWarning, stage({ id: 'close', does: closed, after: 'P2Y1D', over: 'P2Y' })],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [overNote('P2Y', 'P2Y1D'), notBeforeNote('P2Y'), practiceNote],
};
