import type { JSX } from 'preact';
import type { Kind, Simulation } from '../api/types';
import { amountText, countText } from '../state/format';
import { type Go, startOf } from '../state/route';
import { kindWords } from '../state/words';

const effectWords = { warned: 'warned', restricted: 'dormant', released: 'released' } as const;

/** What another threshold changes: how many, of which kinds, and who. */
export function SimulationResult({
  simulation,
  go,
}: {
  readonly simulation: Simulation;
  readonly go: Go;
}): JSX.Element {
  const { counts, population, days, names, byKind } = simulation;
  const changed = counts.warned + counts.restricted + counts.released;
  return (
    <>
      <p role="status" class="sentence">
        With {amountText(days, 'day', 'days')}, {changed === 0 ? 'nothing would change for any' : `${changed}`} of{' '}
        {amountText(population, 'identity', 'identities')}
        {changed === 0 ? '.' : ' would be treated differently.'}
      </p>
      <dl class="tiles">
        <Tile name="more dormant" count={counts.restricted} tone="bad" />
        <Tile name="more warned" count={counts.warned} tone="warn" />
        <Tile name="released" count={counts.released} tone="good" />
        <Tile name="undecided" count={counts.undecided} tone="calm" />
      </dl>
      <ul class="by-kind">
        {(Object.keys(kindWords) as Kind[]).map((kind) => (
          <li key={kind}>
            {kindWords[kind].tab}: {countText(byKind[kind].restricted)} dormant, {countText(byKind[kind].warned)} warned
          </li>
        ))}
      </ul>
      {names.length === 0 ? null : <Names names={names} all={changed} go={go} />}
    </>
  );
}

function Tile(props: { readonly name: string; readonly count: number; readonly tone: string }): JSX.Element {
  return (
    <div class={`tile tile-${props.count === 0 ? 'calm' : props.tone}`}>
      <dt>{props.name}</dt>
      <dd>{countText(props.count)}</dd>
    </div>
  );
}

function Names(props: { readonly names: Simulation['names']; readonly all: number; readonly go: Go }): JSX.Element {
  const { names, all, go } = props;
  const more = all - names.length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has to do so by keys too
    <section class="name-list" tabIndex={0} aria-label="Who would be treated differently">
      <ul>
        {names.map(({ id, name, kind, effect, because }) => (
          <li key={id}>
            <span class={`badge effect-${effect}`}>{effectWords[effect]}</span>
            <button
              type="button"
              class="link"
              onClick={() => go({ ...startOf('identities'), kind, search: name, open: id })}
            >
              {name}
            </button>
            <span class="faint">{because}</span>
          </li>
        ))}
        {more > 0 ? <li class="faint">and {countText(more)} more</li> : null}
      </ul>
    </section>
  );
}
