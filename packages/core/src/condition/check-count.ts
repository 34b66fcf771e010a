import { isId } from '../model/ids';
import { parseDuration } from '../time/duration';
import { type CheckWalk, checkKeys, hasMember, isMembers, type Members } from './check-walk';

const keys: ReadonlySet<string> = new Set(['types', 'within', 'failures']);
const MOST_TYPES = 1_000;

/** Checks the `params` of `activityCount` (A8). They are required. */
export function checkCountParams(members: Members, pointer: string, walk: CheckWalk): void {
  const at = `${pointer}/params`;
  if (!hasMember(members, 'params')) {
    walk.report('MISSING_KEY', at, 'A count needs params: { "types": […], "within": "P1Y" }.');
    return;
  }
  const { params } = members;
  if (!isMembers(params)) return;
  checkKeys(params, keys, at, walk.report);
  checkTypes(params, `${at}/types`, walk);
  const { failures, within } = params;
  if (!hasMember(params, 'within')) {
    walk.report('MISSING_KEY', `${at}/within`, 'A count needs the duration that its window reaches back.');
  } else if (typeof within !== 'string' || parseDuration(within) === null) {
    walk.report('INVALID_PARAMS', `${at}/within`, 'The window is a duration, such as P1Y.');
  }
  if (Object.hasOwn(params, 'failures') && typeof failures !== 'boolean') {
    walk.report('INVALID_PARAMS', `${at}/failures`, 'Whether failures count is true or false.');
  }
}

function checkTypes(params: Members, pointer: string, walk: CheckWalk): void {
  const { types } = params;
  if (!hasMember(params, 'types')) walk.report('MISSING_KEY', pointer, 'A count needs the types that it counts.');
  else if (!Array.isArray(types) || types.length === 0 || types.length > MOST_TYPES) {
    walk.report('INVALID_PARAMS', pointer, `The types are a list of 1 to ${MOST_TYPES} texts.`);
  } else {
    for (const [index, type] of types.entries()) {
      if (!isId(type)) walk.report('INVALID_PARAMS', `${pointer}/${index}`, 'A type of activity is a text.');
    }
  }
}
