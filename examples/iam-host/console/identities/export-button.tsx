import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Calls } from '../api/calls';
import { Icon } from '../parts/icon';
import { Refused } from '../parts/notice';

/** The whole report as a CSV file. */
export function ExportButton({ calls, at }: { readonly calls: Calls; readonly at: string }): JSX.Element {
  const [error, setError] = useState<Error | null>(null);
  const press = (): void => {
    setError(null);
    calls.exportReport('csv').then((file) => save(file, `inactive-identities-${at.slice(0, 10)}.csv`), setError);
  };
  return (
    <>
      <button type="button" class="button" onClick={press}>
        <Icon name="export" /> Export
      </button>
      {error === null ? null : <Refused error={error} />}
    </>
  );
}

/** The token goes in a header, which a plain link cannot send: so the file is fetched first. */
function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
