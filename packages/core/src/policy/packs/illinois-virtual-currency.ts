import { markNote, notBeforeNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { mark, marks, stage } from '../pack/stage';

/** Illinois RUUPA: Virtual currency presumed abandoned after five years. */
export const illinoisVirtualCurrency: Pack = {
  id: 'us-il-virtual-currency',
  title: 'Illinois RUUPA: Virtual currency presumed abandoned after five years',
  citation: {
    framework: 'Illinois RUUPA',
    edition: null,
    clause: '765 ILCS 1026/15-201(6.5); 74 Ill. Adm. Code 760.330',
    jurisdiction: 'US-IL',
    scope: 'Virtual currency',
    asks: 'Virtual currency presumed abandoned after five years',
    boundary: 'after last indication of interest',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: ['the report, the payment and the transfer', 'the liquidation'],
    mayBeExempt: [],
    sources: [{ ref: 'https://ilga.gov/ftp/JCAR/AdminCode/074/074007600B03300R.html', kind: 'primary' }],
    confidence: 'primary',
    unverified: [],
    grade: 'confirmed',
    note: null,
  },
  demand: {
    kind: 'inactivity',
    stages: [stage({ id: 'unclaimed', does: marks('UNCLAIMED'), after: 'P5Y', atLeast: 'P5Y' })],
    neverUsed: null,
    onReturn: 'lift',
  },
  appliesTo: 'everyone',
  controlTypes: [mark('UNCLAIMED')],
  notes: [notBeforeNote('P5Y'), markNote('UNCLAIMED')],
};
