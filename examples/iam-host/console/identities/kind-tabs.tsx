import type { JSX } from 'preact';
import type { Kind, ReportState } from '../api/types';
import { countText } from '../state/format';
import { kindWords } from '../state/words';

export interface KindTabsProps {
  readonly report: ReportState;
  readonly kind: Kind;
  readonly onKind: (kind: Kind) => void;
}

const kinds = Object.keys(kindWords) as readonly Kind[];

/** A tab for each kind, with the number of inactive ones. Arrow keys go from one to the next. */
export function KindTabs({ report, kind, onKind }: KindTabsProps): JSX.Element {
  const move = (event: KeyboardEvent): void => {
    const at = kinds.indexOf(kind);
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: kinds.length - 1,
    };
    const goal = steps[event.key];
    if (goal === undefined) return;
    event.preventDefault();
    const next = kinds[(goal + kinds.length) % kinds.length] ?? kind;
    document.getElementById(`tab-${next}`)?.focus();
    onKind(next);
  };
  return (
    <div class="tabs" role="tablist" aria-label="Kinds of identities" onKeyDown={move}>
      {kinds.map((each) => {
        const { inactive, identities } = report.kinds[each];
        return (
          <button
            key={each}
            id={`tab-${each}`}
            type="button"
            role="tab"
            aria-selected={each === kind}
            aria-controls="rows"
            tabIndex={each === kind ? 0 : -1}
            onClick={() => onKind(each)}
          >
            {kindWords[each].tab}
            <span class="count" title={`${inactive} of ${identities} are inactive`}>
              {countText(inactive)}
              <span class="only-read"> inactive</span>
            </span>
          </button>
        );
      })}
    </div>
  );
}
