import type { JSX } from 'preact';
import type { Calls } from '../api/calls';
import type { PolicyView as Policy } from '../api/types';
import { Refused } from '../parts/notice';
import { Picture } from '../parts/picture';
import { Time } from '../parts/time';
import type { Go } from '../state/route';
import { useLoaded } from '../state/use-loaded';
import { ForecastCard } from './forecast-card';
import { Packs } from './packs';
import { SimulationCard } from './simulation-card';
import { Stages } from './stages';

/** The policy in force: what it does when, what another threshold would change, and what it will do if nobody acts. */
export function PolicyView({ calls, go }: { readonly calls: Calls; readonly go: Go }): JSX.Element {
  const { value, error, reload } = useLoaded((signal) => calls.policy(signal), [calls]);
  return (
    <>
      <div class="page-head">
        <div class="page-title">
          <h1 tabIndex={-1}>Policy</h1>
          <p class="faint">
            {value === null ? 'What happens to those who have gone quiet.' : <Version policy={value} />}
          </p>
        </div>
      </div>
      {error === null ? null : <Refused error={error} again={reload} />}
      {value === null ? null : <Parts policy={value} calls={calls} go={go} />}
    </>
  );
}

function Version({ policy }: { readonly policy: Policy }): JSX.Element {
  return (
    <>
      {policy.title}, version {policy.version}, in force since <Time at={policy.activatedAt} />
    </>
  );
}

function Parts({
  policy,
  calls,
  go,
}: {
  readonly policy: Policy;
  readonly calls: Calls;
  readonly go: Go;
}): JSX.Element {
  const days = policy.stages.map((stage) => stage.days);
  return (
    <div class="panels">
      <section class="panel" aria-labelledby="lifecycle">
        <h2 id="lifecycle">Lifecycle</h2>
        <div class="beside">
          <Stages stages={policy.stages} />
          <Picture svg={policy.lifecycleSvg} label={`Lifecycle of ${policy.title}`} />
        </div>
        <details>
          <summary>The document</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has to do so by keys too */}
          <pre class="document" tabIndex={0}>
            {JSON.stringify(policy.document, null, 2)}
          </pre>
        </details>
      </section>
      <SimulationCard calls={calls} go={go} inForce={Math.max(31, ...days)} />
      <ForecastCard calls={calls} />
      <Packs packs={policy.packs} />
    </div>
  );
}
