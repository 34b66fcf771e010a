import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Chosen } from '../actions/action-dialog';
import type { Calls } from '../api/calls';
import type { Row } from '../api/types';
import { Refused } from '../parts/notice';
import type { Go, Route } from '../state/route';
import { useLoaded } from '../state/use-loaded';
import { BulkBar } from './bulk-bar';
import { Filters } from './filters';
import { KindTabs } from './kind-tabs';
import { PAGE_SIZE } from './page-size';
import { Pages } from './pages';
import { ReportBar } from './report-bar';
import { RowTable } from './row-table';
import { useReport } from './use-report';

export interface IdentitiesViewProps {
  readonly calls: Calls;
  readonly route: Route;
  readonly go: Go;
  /** Grows when something was changed: the rows are asked for again. */
  readonly changes: number;
  readonly mayAct: boolean;
  readonly onAction: (chosen: Chosen) => void;
}

/** Identities of the newest report, a tab for each kind. */
export function IdentitiesView(props: IdentitiesViewProps): JSX.Element {
  const report = useReport(props.calls);
  return (
    <>
      <ReportBar report={report} calls={props.calls} />
      {report.ready === null ? null : <Rows {...props} reference={report.ready.reference} report={report.ready} />}
    </>
  );
}

type RowsProps = IdentitiesViewProps & {
  readonly reference: string;
  readonly report: Parameters<typeof KindTabs>[0]['report'];
};

function Rows(props: RowsProps): JSX.Element {
  const { calls, route, go, changes, reference, mayAct, onAction } = props;
  const { kind, search, status, sort, descending, page } = route;
  const asked = { kind, search, status, sort, descending, offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE };
  const rows = useLoaded((signal) => calls.rows(asked, signal), [...Object.values(asked), reference, changes, calls]);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => setSelected(new Set()), [kind, search, status, reference, changes]);
  const total = rows.value?.total ?? 0;
  const open = (row: Row): void => go({ open: row.id });
  const all = { ...asked, offset: 0 };
  return (
    <>
      <KindTabs
        report={props.report}
        kind={kind}
        onKind={(next) => go({ kind: next, page: 1, search: '', status: '' })}
      />
      <section id="rows" role="tabpanel" aria-labelledby={`tab-${kind}`} aria-busy={rows.isLoading}>
        <Filters kind={kind} search={search} status={status} total={rows.value?.total ?? null} go={go} />
        {rows.error === null ? null : <Refused error={rows.error} again={rows.reload} />}
        {rows.value === null ? null : (
          <RowTable
            rows={rows.value.rows}
            {...{ kind, sort, descending, go, selected, mayAct, onAction }}
            onSelect={setSelected}
            onOpen={open}
          />
        )}
        <Pages page={page} total={total} go={go} />
      </section>
      {mayAct ? <BulkBar {...{ calls, all, total, selected, kind, onAction }} onSelect={setSelected} /> : null}
    </>
  );
}
