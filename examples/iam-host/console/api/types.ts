/** The shapes of the host's own API, from where the host has them. */
export type {
  Action,
  Done,
  Forecast,
  IdentityDetail,
  PolicyView,
  Preview,
  PreviewItem,
  ReportPage,
  ReportState,
  Row,
  Session,
  Simulation,
  SortKey,
  Status,
} from '../../src/api/types';
export type { Kind } from '../../src/services';
