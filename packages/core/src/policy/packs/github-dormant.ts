import { reportNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, stage } from '../pack/stage';

/** GitHub Enterprise Cloud: Dormant user = no listed activity in 30 days (report only). */
export const githubDormant: Pack = {
  id: 'github-ghec-dormant',
  title: 'GitHub Enterprise Cloud: Dormant user = no listed activity in 30 days (report only)',
  citation: {
    framework: 'GitHub Enterprise Cloud',
    edition: null,
    clause: 'docs: Managing dormant users',
    jurisdiction: 'global',
    scope: 'Enterprise members and outside collaborators; only activity inside the enterprise counts',
    asks: 'Dormant user = no listed activity in 30 days (report only)',
    boundary: 'after',
    activity:
      'SAML SSO authentication, repository creation, push over HTTPS, issue/PR/comment/label/review, wiki push, star, joining an organisation, etc. A user cannot be marked active by hand',
    notices: null,
    evidence: null,
    notCovered: [
      'suspension: the product only reports',
      'activity outside the enterprise',
      'Enterprise Server, where the threshold can be set',
    ],
    mayBeExempt: [],
    sources: [
      {
        ref: 'github.com/github/docs@051718f content/admin/managing-accounts-and-repositories/managing-users-in-your-enterprise/managing-dormant-users.md',
        kind: 'primary',
      },
      {
        ref: 'https://docs.github.com/ru/enterprise-cloud@latest/admin/managing-accounts-and-repositories/managing-users-in-your-enterprise/managing-dormant-users (older rendering, 90 days)',
        kind: 'superseded',
      },
    ],
    confidence: 'primary',
    unverified: [],
    grade: 'note',
    note: 'Older renderings of the Enterprise Cloud page say 90 days; the current source says 30. Enterprise Server: configurable threshold, site admins excluded, account must be older than the threshold, no automatic suspension.',
  },
  demand: {
    kind: 'inactivity',
    stages: [
      stage({ id: 'report', does: { notify: 'dormant-report' }, after: 'P30D', atMost: 'P30D', atLeast: 'P30D' }),
      stage({ id: 'own', does: dormant, after: null, basis: 'practice' }),
    ],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: [reportNote],
};
