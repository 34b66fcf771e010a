import type { MenuItem } from '../parts/menu';
import { actions, actionWords } from '../state/words';

/** The menu of an identity. */
export const actionItems: readonly MenuItem[] = actions.map((action) => ({
  id: action,
  text: `${actionWords[action].verb}…`,
  isGrave: action === 'remove',
}));
