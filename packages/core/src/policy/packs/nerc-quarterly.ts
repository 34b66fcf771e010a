import { cycleNote, waitNote } from '../pack/notes';
import type { Pack } from '../pack/pack';

/** NERC CIP: Quarterly authorisation check; access removed within 24 h of termination. */
export const nercQuarterly: Pack = {
  id: 'nerc-cip-004-r4-r5',
  title: 'NERC CIP: Quarterly authorisation check; access removed within 24 h of termination',
  citation: {
    framework: 'NERC CIP',
    edition: '004-6 (004-7 believed in force)',
    clause: 'CIP-004-6 R4 Part 4.2; R5 Part 5.1',
    jurisdiction: 'US/CA',
    scope: 'High/medium impact BES Cyber Systems with ERC and associated EACMS/PACS',
    asks: 'Quarterly authorisation check; access removed within 24 h of termination',
    boundary: null,
    activity: null,
    notices: null,
    evidence: null,
    notCovered: [
      'who reviews, and that someone in charge confirms it',
      'termination: access ends within 24 hours',
      'inactivity: there is no rule for it',
    ],
    mayBeExempt: [],
    sources: [
      {
        ref: 'https://www.lionfishcybersecurity.com/2022/10/18/nerc-cip-002-through-cip-014-revision-6_cip-004-6-r4/',
        kind: 'copy',
      },
      {
        ref: 'https://www.lionfishcybersecurity.com/2023/02/28/nerc-cip-002-through-cip-014-revision-6_cip-004-6-5-1/',
        kind: 'copy',
      },
    ],
    confidence: 'copy',
    unverified: ['R4.3 privileges verified every 15 calendar months', 'CIP-004-7 text'],
    grade: 'note',
    note: 'No inactivity rule.',
  },
  demand: {
    kind: 'cycle',
    requirement: 'ACCESS_REVIEW',
    atMost: 'P3M',
    validFor: 'P2M',
    renewalGrace: 'P1M',
    dueWithin: 'P3M',
    onOverdue: 'WAIT',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [cycleNote('P3M'), waitNote],
};
