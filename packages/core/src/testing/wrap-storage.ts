import type { Storage } from '../storage/storage';

/** A storage that passes every call on, but for those that it is given: to watch, to disturb or to break one. */
export function wrapStorage(inner: Storage, changes: Partial<Storage> = {}): Storage {
  return {
    update: (accountId, ids, decide, options) => inner.update(accountId, ids, decide, options),
    updateDue: (request, decide) => inner.updateDue(request, decide),
    recordActivity: (accountId, marks, options) => inner.recordActivity(accountId, marks, options),
    read: (accountId, ids) => inner.read(accountId, ids),
    list: (accountId, filter, now, page) => inner.list(accountId, filter, now, page),
    scan: (accountId, options) => inner.scan(accountId, options),
    countChildren: (accountId, ids) => inner.countChildren(accountId, ids),
    controls: (accountId, filter, now, page) => inner.controls(accountId, filter, now, page),
    events: (accountId, filter, page) => inner.events(accountId, filter, page),
    archivedHead: (accountId, identityId) => inner.archivedHead(accountId, identityId),
    updateConsumer: (accountId, name, decide) => inner.updateConsumer(accountId, name, decide),
    consumers: (name, page) => inner.consumers(name, page),
    consumerBacklog: (name, now, page) => inner.consumerBacklog(name, now, page),
    dueSummary: (now, accountId) => inner.dueSummary(now, accountId),
    scanDue: (accountId, now) => inner.scanDue(accountId, now),
    guardState: (accountId, since) => inner.guardState(accountId, since),
    run: (accountId, runId) => inner.run(accountId, runId),
    runs: (accountId, page) => inner.runs(accountId, page),
    policyVersions: (accountId, policyId) => inner.policyVersions(accountId, policyId),
    writeReportPart: (accountId, reportId, part) => inner.writeReportPart(accountId, reportId, part),
    reports: (accountId) => inner.reports(accountId),
    reportParts: (accountId, reportId, page) => inner.reportParts(accountId, reportId, page),
    reportBacklog: (page) => inner.reportBacklog(page),
    policies: (accountId) => inner.policies(accountId),
    removeAccount: (accountId, check) => inner.removeAccount(accountId, check),
    updatePolicies: (accountId, decide, options) => inner.updatePolicies(accountId, decide, options),
    ...changes,
  };
}
