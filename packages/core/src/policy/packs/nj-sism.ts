import { afterNote, datedNote, practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** New Jersey Statewide Information Security Manual: Disable accounts inactive 90 days or more. */
export const njSism: Pack = {
  id: 'nj-sism-ac-03-inactive',
  title: 'New Jersey Statewide Information Security Manual: Disable accounts inactive 90 days or more',
  citation: {
    framework: 'New Jersey Statewide Information Security Manual',
    edition: '1.43 (2021-02-02)',
    clause: 'AC-03(i)(4)',
    jurisdiction: 'US-NJ',
    scope: 'State agency information system accounts',
    asks: 'Disable accounts inactive 90 days or more',
    boundary: 'at or after',
    activity: null,
    notices: null,
    evidence:
      'AC-03(h),(k): automatically audit creation, modification, enabling, disabling, removal; forward to NJCCIC',
    notCovered: [
      'what counts as activity: the clause does not say',
      'the access itself: no system is touched, Dormouse sets a control and tells you',
    ],
    mayBeExempt: [],
    sources: [
      {
        ref: 'github.com/FullStack-Platforms/ai-cyber-policy-bench@3ce22cb data/cyber-frameworks/new-jersey-state/NJ_Statewide_Information_Security_Manual_NOGLOSSARY.md lines 2050-2078',
        kind: 'copy',
      },
    ],
    confidence: 'copy',
    unverified: ['whether a later edition changes the numbers'],
    grade: 'note',
    note: 'AC-03(i)(1): new accounts not logged into for 30 days or more are disabled.',
  },
  demand: {
    kind: 'inactivity',
    stages: [optionalWarning, stage({ id: 'disable', does: dormant, after: 'P90D', atMost: 'P90D', dated: true })],
    neverUsed: [stage({ id: 'unused', does: dormant, after: 'P30D', atMost: 'P30D', dated: true })],
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [afterNote('P90D'), datedNote, practiceNote],
};
