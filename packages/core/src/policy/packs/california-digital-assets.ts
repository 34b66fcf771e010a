import { markNote, notBeforeNote, overNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { mark, marks, stage } from '../pack/stage';

/** California digital financial assets: Digital financial assets escheat after three years. */
export const californiaDigitalAssets: Pack = {
  id: 'us-ca-ccp-1516.5',
  title: 'California digital financial assets: Digital financial assets escheat after three years',
  citation: {
    framework: 'California digital financial assets',
    edition: 'added 2025',
    clause: 'CCP s. 1516.5',
    jurisdiction: 'US-CA',
    scope: 'Digital asset accounts held by a business association',
    asks: 'Digital financial assets escheat after three years',
    boundary:
      'more than three years from returned communication, or from last act of ownership interest if no trackable communication',
    activity:
      'transaction incl. previously authorised recurring; ELECTRONICALLY ACCESSING the account; activity on another account/property with the same holder; any act showing knowledge',
    notices: null,
    evidence: null,
    notCovered: [
      'the report, the payment and the transfer',
      'notices: their window was not confirmed',
      'communication that came back, from which the clock can also start',
    ],
    mayBeExempt: [],
    sources: [{ ref: 'https://california.public.law/codes/code_of_civil_procedure_section_1516.5', kind: 'copy' }],
    confidence: 'copy',
    unverified: ['bill number (believed SB 822)', 'holder notice window'],
    grade: 'confirmed',
    note: null,
  },
  demand: {
    kind: 'inactivity',
    stages: [stage({ id: 'unclaimed', does: marks('UNCLAIMED'), after: 'P3Y1D', over: 'P3Y' })],
    neverUsed: null,
    onReturn: 'lift',
  },
  appliesTo: 'everyone',
  controlTypes: [mark('UNCLAIMED')],
  notes: [overNote('P3Y', 'P3Y1D'), notBeforeNote('P3Y'), markNote('UNCLAIMED')],
};
