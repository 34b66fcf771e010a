import type { Report, ReportPart } from '../model/report';
import type { Page, PageRequest } from './page';

/**
 * The part of the storage port that keeps reports (V2). The records themselves are written by `updatePolicies`
 * (`PolicyCommit.reports`), in one commit with the event that tells of them; their rows come part by part.
 */
export interface ReportStorage {
  /**
   * Adds the next part of a report that is pending, and sets its `progress` to that of the part, in one commit. Two
   * builders of one report can never both add the same part.
   * @throws DormouseError `CONFLICT` when there is no such report, it is not pending, or it has not exactly
   * `part.index` parts; nothing is written then.
   */
  writeReportPart(accountId: string, reportId: string, part: ReportPart): Promise<void>;

  /** The reports of an account, the latest first: by `at` downwards, then by id. There are few. */
  reports(accountId: string): Promise<readonly Report[]>;

  /** The parts of a report by index, after one (null: from the first); of a report that is not there, none. */
  reportParts(accountId: string, reportId: string, page: PageRequest<number>): Promise<Page<ReportPart>>;

  /** The accounts with a pending report, by account id. */
  reportBacklog(page: PageRequest<string>): Promise<Page<string>>;
}
