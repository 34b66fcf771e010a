/**
 * The policy of an account: a notice after 30 days without an authentication, dormant after 90, removal stays a person's
 * decision. Break-glass identities are exempt by their label.
 */
export const inactiveIdentities = {
  id: 'inactive-identities',
  title: 'Inactive identities',
  description: 'A notice after 30 days without an authentication, dormant after 90 days',
  inactivity: [
    {
      id: 'everyone',
      counts: { types: ['authentication'] },
      stages: [
        { id: 'notice', after: 'P30D', notify: 'inactive-identity' },
        { id: 'dormant', after: 'P90D', control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } },
      ],
      onReturn: 'keep',
    },
  ],
  exempt: [
    {
      id: 'break-glass',
      when: { all: [{ fact: 'labels', operator: 'contains', value: 'break-glass' }] },
      reason: 'Needed on the day when nothing else works',
      owner: 'security operations',
      reviewBy: '2027-06-30T00:00:00Z',
    },
  ],
};

export const settings = {
  controlTypes: [{ type: 'SUSPENDED', effect: 'DISABLED', restricts: '*', terminal: false }],
  guard: { maxRestricted: { percent: 5, atLeast: 20 } },
} as const;
