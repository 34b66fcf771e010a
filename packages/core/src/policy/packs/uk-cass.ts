import { markNote, notBeforeNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { mark, marks, stage } from '../pack/stage';

/** FCA CASS: Unclaimed client money after six years and reasonable steps to trace. */
export const ukCass: Pack = {
  id: 'uk-cass-7.11.50R',
  title: 'FCA CASS: Unclaimed client money after six years and reasonable steps to trace',
  citation: {
    framework: 'FCA CASS',
    edition: null,
    clause: 'CASS 7.11.50R',
    jurisdiction: 'GB',
    scope: 'Allocated client money',
    asks: 'Unclaimed client money after six years and reasonable steps to trace',
    boundary: 'at least six years after last movement, disregarding interest and charges',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      'the steps to trace the client, and the notice',
      'interest and charges: do not record them as activity',
    ],
    mayBeExempt: [],
    sources: [
      { ref: 'https://jollycontrarian.com/index.php?title=Unallocated_client_money (paraphrase)', kind: 'secondary' },
    ],
    confidence: 'secondary',
    unverified: ['tracing steps and 28-day notice'],
    grade: 'note',
    note: null,
  },
  demand: {
    kind: 'inactivity',
    stages: [stage({ id: 'unclaimed', does: marks('UNCLAIMED'), after: 'P6Y', atLeast: 'P6Y' })],
    neverUsed: null,
    onReturn: 'lift',
  },
  appliesTo: 'everyone',
  controlTypes: [mark('UNCLAIMED')],
  notes: [notBeforeNote('P6Y'), markNote('UNCLAIMED')],
};
