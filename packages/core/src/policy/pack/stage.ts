import type { ControlType } from '../../model/control-type';
import type { PackStage } from './pack';

type StageGiven = Pick<PackStage, 'id' | 'does' | 'after'> & Partial<PackStage>;

/** A stage with the common answers filled in: asked for by the law, without bounds, kept from acting by late notices. */
/* @__NO_SIDE_EFFECTS__ */
export function stage(given: StageGiven): PackStage {
  return {
    basis: 'law',
    required: false,
    atMost: null,
    atLeast: null,
    over: null,
    lead: null,
    dated: false,
    ...given,
  };
}

export const dormant = { control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } } as const;
export const closed = { control: { type: 'CLOSED', reasonCode: 'INACTIVITY' } } as const;

/** A warning that no text asks for: left out unless the host gives its date. */
export const optionalWarning: PackStage = stage({
  id: 'warn',
  does: { notify: 'dormancy-warning' },
  after: null,
  basis: 'practice',
});

/** A mark that restricts nothing: for sources that classify and do not disable. */
/* @__NO_SIDE_EFFECTS__ */
export function mark(type: string): ControlType {
  return { type, effect: 'NONE', restricts: [], terminal: false };
}

/** Sets a mark. */
/* @__NO_SIDE_EFFECTS__ */
export function marks(type: string): { readonly control: { readonly type: string; readonly reasonCode: string } } {
  return { control: { type, reasonCode: 'INACTIVITY' } };
}
