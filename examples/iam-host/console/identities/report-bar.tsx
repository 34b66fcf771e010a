import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Calls } from '../api/calls';
import { Icon } from '../parts/icon';
import { Notice, Refused } from '../parts/notice';
import { amountText, instantText } from '../state/format';
import { ExportButton } from './export-button';
import type { ReportInUse } from './use-report';

const choices: readonly number[] = [30, 45, 60, 90, 180, 365];

/** What is shown here, as of when, and the button that makes a new report. */
export function ReportBar(props: { readonly report: ReportInUse; readonly calls: Calls }): JSX.Element {
  const { report, calls } = props;
  const { ready, pending, error, isNone, make, again } = report;
  const [chosen, setChosen] = useState<number | null>(null);
  const days = chosen ?? ready?.days ?? 30;
  const offered = choices.includes(days) ? choices : [...choices, days].sort((a, b) => a - b);
  return (
    <div class="page-head">
      <div class="page-title">
        <h1 tabIndex={-1}>Inactive identities</h1>
        <p class="faint">{ready === null ? 'Who has not signed in for a while.' : <AsOf report={ready} />}</p>
      </div>
      <div class="page-tools">
        <label class="inline-field">
          <span>Inactive for</span>
          <select value={days} onChange={(event) => setChosen(Number(event.currentTarget.value))}>
            {offered.map((choice) => (
              <option key={choice} value={choice}>
                {choice} days
              </option>
            ))}
          </select>
        </label>
        {ready === null ? null : <ExportButton calls={calls} at={ready.at} />}
        <button
          type="button"
          class="button primary"
          aria-disabled={pending !== null}
          onClick={() => pending ?? make(days)}
        >
          <Icon name="refresh" /> Update report
        </button>
      </div>
      <Progress report={report} />
      {error === null ? null : <Refused error={error} again={again} />}
      {isNone && pending === null ? (
        <Notice tone="calm">
          There is no report yet. <strong>Update report</strong> looks at every identity of the account and lists those
          that have not signed in.
        </Notice>
      ) : null}
    </div>
  );
}

function AsOf({ report }: { readonly report: NonNullable<ReportInUse['ready']> }): JSX.Element {
  const all = Object.values(report.kinds);
  const inactive = all.reduce((sum, kind) => sum + kind.inactive, 0);
  const identities = all.reduce((sum, kind) => sum + kind.identities, 0);
  return (
    <>
      Report of <time dateTime={report.at}>{instantText(report.at)}</time>: {inactive} of{' '}
      {amountText(identities, 'identity', 'identities')} without a sign-in for {report.days} days or more.
    </>
  );
}

function Progress({ report: { pending, ready } }: { readonly report: ReportInUse }): JSX.Element {
  const percent = Math.round((pending?.progress ?? 0) * 100);
  return (
    <div class="progress" role="status">
      {pending === null ? (
        <span class="only-read">{ready === null ? '' : `The report of ${instantText(ready.at)} is shown.`}</span>
      ) : (
        <>
          <label for="progress">Making the report…</label>
          <progress id="progress" max={100} value={percent} />
          <span aria-hidden="true">{percent} %</span>
        </>
      )}
    </div>
  );
}
