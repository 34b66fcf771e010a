import type { InactivityRuleDocument, PolicyDocument } from '@dormouse/core';

const dormant = { type: 'DORMANT', reasonCode: 'INACTIVITY' };
const closed = { type: 'CLOSED', reasonCode: 'INACTIVITY' };

const contractors: InactivityRuleDocument = {
  id: 'contractors',
  when: { all: [{ fact: 'attributes', path: '$.contract', operator: 'equal', value: 'external' }] },
  stages: [
    { id: 'warn', after: 'P20D', notify: 'contract-reminder' },
    { id: 'dormant', after: 'P30D', control: dormant },
  ],
  onReturn: 'keep',
};

const machines: InactivityRuleDocument = {
  id: 'machines',
  when: { all: [{ fact: 'kind', operator: 'equal', value: 'service_id' }] },
  neverActive: { stages: [{ id: 'unused', after: 'P60D', control: dormant }] },
  stages: [{ id: 'dormant', after: 'P90D', control: dormant }],
};

/** The policy of the company. Its second version is stricter: dormant after 45 days instead of 60. */
export function workforce(dormantAfter: 'P60D' | 'P45D'): PolicyDocument {
  return {
    id: 'workforce',
    title: 'Workforce accounts',
    attributes: { contract: 'string' },
    appliesTo: { all: [{ fact: 'kind', operator: 'in', value: ['user', 'service_id'] }] },
    inactivity: [
      machines,
      contractors,
      {
        id: 'staff',
        stages: [
          { id: 'warn', after: 'P30D', notify: 'we-miss-you' },
          { id: 'dormant', after: dormantAfter, control: dormant },
          { id: 'close', after: 'P180D', control: closed },
        ],
        onReturn: { require: ['ID_VERIFICATION'] },
      },
    ],
    exempt: [
      {
        id: 'break-glass',
        when: { all: [{ fact: 'labels', operator: 'contains', value: 'break-glass' }] },
        reason: 'Used in emergencies only.',
        owner: 'security',
        reviewBy: '2027-01-31T00:00:00Z',
      },
    ],
  };
}

/** A draft that somebody wants to see at work before it is in force. */
export const unusedMachines: PolicyDocument = {
  id: 'unused-machines',
  appliesTo: { all: [{ fact: 'kind', operator: 'equal', value: 'service_id' }] },
  inactivity: [{ id: 'unused', stages: [{ id: 'close', after: 'P120D', control: closed }] }],
};
