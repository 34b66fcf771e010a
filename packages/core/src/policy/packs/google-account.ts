import { notBeforeNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { closed, stage } from '../pack/stage';

/** Google Account: Personal Google Account inactive two years may be deleted. */
export const googleAccount: Pack = {
  id: 'google-account-inactive',
  title: 'Google Account: Personal Google Account inactive two years may be deleted',
  citation: {
    framework: 'Google Account',
    edition: null,
    clause: 'Inactive account policy (May-Dec 2023)',
    jurisdiction: 'global',
    scope: 'Personal accounts only (not work/school)',
    asks: 'Personal Google Account inactive two years may be deleted',
    boundary: 'not signed into or used within',
    activity:
      'sign-in, read/send mail, Drive, YouTube, photo share, app download, Search, Sign in with Google, active subscription',
    notices: 'reminder e-mails to account and recovery address at least 8 months before any action',
    evidence: null,
    notCovered: ['work and school accounts', 'the erasure of data: CLOSED is set, and you are told'],
    mayBeExempt: [
      'account with a gift card balance',
      'used to buy Google products/subscriptions',
      'published app on Play Store',
      'manages an active minor account (Family Link)',
      'YouTube channel/videos/comments',
    ],
    sources: [
      {
        ref: 'https://inboxflows.com/email/updating-our-google-account-inactivity-policy-289002/html/ (Google e-mail, 2023)',
        kind: 'copy',
      },
      {
        ref: 'https://ummid.com/news/2023/august/05.08.2023/google-issues-fresh-warning-to-users-with-inactive-accounts.html',
        kind: 'secondary',
      },
      { ref: 'https://thelemmy.club/post/124443/326668 (quotes the help page)', kind: 'secondary' },
    ],
    confidence: 'secondary',
    unverified: ['current wording of the support.google.com policy page'],
    grade: 'note',
    note: null,
  },
  demand: {
    kind: 'inactivity',
    stages: [
      stage({
        id: 'notice',
        does: { notify: 'inactivity-notice' },
        after: 'P16M',
        lead: { before: 'close', atLeast: 'P8M', atMost: null },
      }),
      stage({ id: 'close', does: closed, after: 'P2Y', atLeast: 'P2Y' }),
    ],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [
    notBeforeNote('P2Y'),
    'The notice goes out at least eight months before, to the account and to its recovery address.',
  ],
};
