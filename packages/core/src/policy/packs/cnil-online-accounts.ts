import { afterNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { closed, stage } from '../pack/stage';

/** CNIL / GDPR 5(1)(e): Online accounts inactive after two years and deleted unless the user asks to keep them. */
export const cnilOnlineAccounts: Pack = {
  id: 'cnil-online-accounts',
  title: 'CNIL / GDPR 5(1)(e): Online accounts inactive after two years and deleted unless the user asks to keep them',
  citation: {
    framework: 'CNIL / GDPR 5(1)(e)',
    edition: null,
    clause:
      'CNIL commercial-management framework (3 Feb 2022); deliberation SAN-2022-020 (Discord, EUR 800 000, 10 Nov 2022); CNIL guidance on inactive accounts (18 Sep 2025)',
    jurisdiction: 'FR',
    scope: 'Consumer online accounts',
    asks: 'Online accounts inactive after two years and deleted unless the user asks to keep them',
    boundary: 'after',
    activity: null,
    notices:
      'CNIL recommends warning users before the two-year deadline so that they can keep the account; no lead time stated',
    evidence: null,
    notCovered: [
      'the erasure of data: CLOSED is set, and you are told',
      'wishes of users to keep the account: exempt them',
      'other countries: it is French guidance and one decision',
    ],
    mayBeExempt: [
      'user expressed the wish to keep the account',
      'purchased digital content: only data strictly needed for access may be kept beyond two years',
    ],
    sources: [
      {
        ref: 'https://www.pubt.io/view/8DFDEDDFF15C1A935BC0E861610A7BCC47BED2EA (press release, 18 Sep 2025)',
        kind: 'copy',
      },
      {
        ref: 'https://nomosparis.com/the-cnil-issues-a-sanction-against-discord-a-us-voip-service/?print=print (quotes the 3 Feb 2022 framework and SAN-2022-020)',
        kind: 'secondary',
      },
      {
        ref: 'https://info.haas-avocats.com/droit-digital/comptes-inactifs-la-cnil-exige-une-duree-de-conservation-proportionnee',
        kind: 'secondary',
      },
      {
        ref: 'https://calawyers.org/privacy-law/french-data-protection-authority-issues-fine-against-discord/',
        kind: 'secondary',
      },
    ],
    confidence: 'secondary',
    unverified: [],
    grade: 'note',
    note: 'Keeping data for three and five years was sanctioned, two years called proportionate. Guidance and one decision, French; not a rule of the whole EU.',
  },
  demand: {
    kind: 'inactivity',
    stages: [
      stage({ id: 'notice', does: { notify: 'inactivity-notice' }, after: 'P23M', basis: 'practice' }),
      stage({ id: 'close', does: closed, after: 'P2Y', atMost: 'P2Y' }),
    ],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [
    afterNote('P2Y'),
    'A warning before the deadline is recommended, without a length; P23M is ours. It is kept even where it makes an account that is found late older than two years (P4): start early with a population that is already old.',
  ],
};
