import { practiceNote } from '../pack/notes';
import type { Pack } from '../pack/pack';
import { dormant, optionalWarning, stage } from '../pack/stage';

/** Salesforce: Deactivate users with no login for 90 days (admin recipe, not a product rule). */
export const salesforceRecipe: Pack = {
  id: 'salesforce-admin-90d',
  title: 'Salesforce: Deactivate users with no login for 90 days (admin recipe, not a product rule)',
  citation: {
    framework: 'Salesforce',
    edition: null,
    clause: 'admin.salesforce.com flow recipe',
    jurisdiction: 'global',
    scope: 'Org users',
    asks: 'Deactivate users with no login for 90 days (admin recipe, not a product rule)',
    boundary: 'after',
    activity: null,
    notices: null,
    evidence: null,
    notCovered: ["the product itself: this is a recipe of the vendor's blog, not a rule"],
    mayBeExempt: [],
    sources: [{ ref: 'https://admin.salesforce.com/?p=188623 (vendor blog)', kind: 'secondary' }],
    confidence: 'secondary',
    unverified: [],
    grade: 'note',
    note: 'A built-in "Deactivation Policies" feature and a sandbox auto-freeze (Summer 2024) are claimed by single blogs only: do not rely on either.',
  },
  demand: {
    kind: 'inactivity',
    stages: [optionalWarning, stage({ id: 'disable', does: dormant, after: 'P90D' })],
    neverUsed: null,
    onReturn: 'keep',
  },
  appliesTo: 'everyone',
  controlTypes: [],
  notes: ['Guidance: another number is your own choice.', practiceNote],
};
