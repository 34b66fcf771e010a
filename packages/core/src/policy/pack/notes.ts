/**
 * How words of law became dates: sentences that several packs share. They are marked as pure, so that unused packs can
 * be left out.
 */

/** "after 45 days": the duty begins at the date. */
/* @__NO_SIDE_EFFECTS__ */
export function afterNote(limit: string): string {
  return `The date is ${limit} after the last activity, and no later one is allowed. The first sweep at or after it acts, so sweep often. A resolution in the settings (A6) makes every date that much later: shorten the stage by it.`;
}

/** "within 90 days", "no more than": the action must be complete at the date. */
/* @__NO_SIDE_EFFECTS__ */
export function byNote(limit: string, ours: string): string {
  return `The text is a deadline: the action must be complete no later than ${limit}. The default, ${ours}, leaves the rest for the sweep and for a resolution in the settings (A6).`;
}

/** Two clocks: a threshold, and a time to act after it. */
/* @__NO_SIDE_EFFECTS__ */
export function withinNote(limit: string, time: string): string {
  return `Two clocks: eligible after ${limit}, done within ${time} of that. The stage acts at ${limit}, so a sweep must follow in less than ${time}, whatever resolution (A6) the settings have.`;
}

export const datedNote: string =
  'The law dates the control ("notice": "none"): a warning that was sent late does not put it off (P4).';

export const practiceNote: string =
  'The clause asks for no warning. The stage "warn" is good practice and nobody\'s law; it is left out unless you give its date.';

/** "not before": the law protects the holder. */
/* @__NO_SIDE_EFFECTS__ */
export function notBeforeNote(limit: string): string {
  return `Nothing acts before ${limit}. A notice that was sent late puts what follows off (P4).`;
}

/* @__NO_SIDE_EFFECTS__ */
export function overNote(limit: string, ours: string): string {
  return `The text says more than ${limit}, so the default is ${ours}: the day after.`;
}

/* @__NO_SIDE_EFFECTS__ */
export function markNote(type: string): string {
  return `It sets the mark ${type}, which restricts nothing: the source classifies, and what follows (reporting, payment, transfer) is yours to do on the event "control.created". Add the control type to the account's settings.`;
}

export const reportNote: string =
  'The source reports and disables nobody: the only stage is a notice to you, by its template. Give "own" a date to set a control as well; that is then your rule.';

/* @__NO_SIDE_EFFECTS__ */
export function cycleNote(limit: string): string {
  return `The clock is the last time that the requirement was met, not activity. It is due for renewal after its validity and overdue after the grace; both together may not come to more than ${limit}. Import the date of the last one (state MET, with validUntil), or the first cycle starts when the policy does. The requirement has a type of its own unless "cycle" names one, because packs that share a type share one requirement, for which the first policy speaks (R3a).`;
}

export const waitNote: string =
  'Overdue shows as PENDING and disables nobody, because the source names no consequence; say otherwise with "onOverdue".';
