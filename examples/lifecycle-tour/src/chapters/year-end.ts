import { type DormouseEvent, type VerifiedHistory, verifyHistory } from '@dormouse/core';
import { ACCOUNT, type Company } from '../company';
import { statuses } from './deeds';

const accountId = ACCOUNT;

/** The books are closed: everything is exported, the history is verified, and a forger is found out. */
export async function yearEnd(company: Company): Promise<void> {
  const { dormouse, working, until, chapter, answer } = company;
  chapter('December: the auditors');
  await until('2026-12-31T10:00:00Z');
  await statuses(company, [...working, 'emil', 'svc-backup', 'break-glass']);
  const audit = await dormouse.history.verify({ accountId, records: true });
  answer(
    'auditor',
    `verifies ${audit.histories} histories with ${audit.events} events: ${audit.ok ? 'all of them hold' : 'something is wrong'}`,
  );

  const events: DormouseEvent[] = [];
  for await (const record of dormouse.accounts.export({ accountId })) {
    if (record.record === 'event') events.push(record.event);
    if (record.record !== 'end') continue;
    answer(
      'auditor',
      `gets everything: ${record.policies} policy in force, ${record.identities} identities, ${record.events} events`,
    );
  }
  const emil = events.filter(({ identityId }) => identityId === 'emil');
  const head = emil.at(-1)?.hash ?? '';
  answer('auditor', `reads emil’s history: ${outcome(verifyHistory(emil, { head }))}`);
  const edited = emil.map((event) =>
    event.type === 'exemption.granted' ? { ...event, at: event.at + 30 * 86_400_000 } : event,
  );
  answer('forger', `dates the legal hold a month later: ${outcome(verifyHistory(edited, { head }))}`);
  const shortened = emil.filter(({ type }) => type !== 'exemption.granted');
  answer('forger', `takes the legal hold out: ${outcome(verifyHistory(shortened, { head }))}`);
  answer('forger', `leaves the end away: ${outcome(verifyHistory(emil.slice(0, -1), { head }))}`);
}

function outcome(verified: VerifiedHistory): string {
  if (verified.ok) return `${verified.events} events, all in order`;
  const { code, sequence, message } = verified.fault;
  return `found out at event ${sequence}. ${code}: ${message}`;
}
