import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Calls } from '../api/calls';
import { Refused } from '../parts/notice';
import { amountText } from '../state/format';
import type { Go } from '../state/route';
import { useDebounced } from '../state/use-debounced';
import { useLoaded } from '../state/use-loaded';
import { SimulationResult } from './simulation-result';

/** Dormant comes after the notice, which is after 30 days. */
const [LEAST, MOST] = [31, 400];

export interface SimulationCardProps {
  readonly calls: Calls;
  readonly go: Go;
  /** After how many days identities are made dormant now. */
  readonly inForce: number;
}

/** "What if it were 45 days?": the slider, and what would be different, by the decisions of the sweep itself. */
export function SimulationCard({ calls, go, inForce }: SimulationCardProps): JSX.Element {
  const [days, setDays] = useState(inForce);
  const settled = useDebounced(days, 150);
  const { value, error, isLoading, reload } = useLoaded((signal) => calls.simulate(settled, signal), [calls, settled]);
  return (
    <section class="panel" aria-labelledby="simulation">
      <h2 id="simulation">What if?</h2>
      <div class="slider">
        <label for="days">
          Dormant after <output for="days">{amountText(days, 'day', 'days')}</output>
        </label>
        <input
          id="days"
          type="range"
          min={LEAST}
          max={MOST}
          value={days}
          aria-valuetext={amountText(days, 'day', 'days')}
          onInput={(event) => setDays(Number(event.currentTarget.value))}
        />
        <span class="slider-ends faint">
          <span aria-hidden="true">{LEAST} days</span>
          <button type="button" class="button plain small" onClick={() => setDays(inForce)}>
            now: {inForce} days
          </button>
          <span aria-hidden="true">{MOST} days</span>
        </span>
      </div>
      {error === null ? null : <Refused error={error} again={reload} />}
      <div aria-busy={isLoading || settled !== days} class="fades">
        {value === null ? <p class="faint">Deciding…</p> : <SimulationResult simulation={value} go={go} />}
      </div>
    </section>
  );
}
