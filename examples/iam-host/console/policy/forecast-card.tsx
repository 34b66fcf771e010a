import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Calls } from '../api/calls';
import type { Forecast } from '../api/types';
import { Refused } from '../parts/notice';
import { Picture } from '../parts/picture';
import { Time } from '../parts/time';
import { amountText, countText } from '../state/format';
import { useLoaded } from '../state/use-loaded';

const spans = [30, 60, 90] as const;

/** What is coming if nobody signs in and nobody acts. */
export function ForecastCard({ calls }: { readonly calls: Calls }): JSX.Element {
  const [days, setDays] = useState<number>(30);
  const { value, error, reload } = useLoaded((signal) => calls.forecast(days, signal), [calls, days]);
  return (
    <section class="panel" aria-labelledby="forecast">
      <div class="panel-head">
        <h2 id="forecast">Forecast</h2>
        <label class="inline-field">
          <span>Next</span>
          <select value={days} onChange={(event) => setDays(Number(event.currentTarget.value))}>
            {spans.map((span) => (
              <option key={span} value={span}>
                {span} days
              </option>
            ))}
          </select>
        </label>
      </div>
      {error === null ? null : <Refused error={error} again={reload} />}
      {value === null ? null : <Coming forecast={value} />}
    </section>
  );
}

function Coming({ forecast }: { readonly forecast: Forecast }): JSX.Element {
  const sum = (name: 'warned' | 'dormant'): number => forecast.days.reduce((total, day) => total + day[name], 0);
  return (
    <>
      <p class="sentence">
        If nobody signs in and nobody acts: {amountText(sum('warned'), 'notice', 'notices')}, and{' '}
        {amountText(sum('dormant'), 'identity', 'identities')} dormant.
      </p>
      <Picture svg={forecast.svg} label="Forecast by day" />
      <details>
        <summary>As a table</summary>
        <table class="plain">
          <caption class="only-read">Forecast by day</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Notices</th>
              <th scope="col">Dormant</th>
            </tr>
          </thead>
          <tbody>
            {forecast.days.map(({ day, warned, dormant }) => (
              <tr key={day}>
                <th scope="row">
                  <Time at={day} />
                </th>
                <td>{countText(warned)}</td>
                <td>{countText(dormant)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
