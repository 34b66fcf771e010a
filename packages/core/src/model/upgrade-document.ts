import { DormouseError } from './errors';
import type { JsonObject, JsonValue } from './json';
import type { PolicyActivation } from './policy-activation';
import { isObject } from './shape';

/**
 * The form of policy documents at present. A stored version of another form says so (`PolicyActivation.form`); one that
 * says nothing is of this form.
 */
export const DOCUMENT_FORM = 1;

/** From each earlier form to the one after it. Whoever changes the form adds a line, and never changes one. */
const upgraders: ReadonlyMap<number, (document: JsonObject) => JsonObject> = new Map([[0, withDurations]]);

/**
 * A policy version as readers see it: its document in the present form. `contentHash` stays that of the document as it
 * was activated.
 * @throws DormouseError `UNKNOWN_FORM` for a form that this version does not know, as when a newer one wrote it.
 */
export function upgradeActivation(activation: PolicyActivation): PolicyActivation {
  const { form, ...rest } = activation;
  return form === undefined ? activation : { ...rest, document: upgradeDocument(activation.document, form) };
}

/** @throws DormouseError `UNKNOWN_FORM`. */
export function upgradeDocument(document: JsonObject, from: number): JsonObject {
  let upgraded = document;
  for (let form = from; form !== DOCUMENT_FORM; form++) {
    const upgrade = upgraders.get(form);
    if (upgrade === undefined) throw unknownForm('a policy document', from);
    upgraded = upgrade(upgraded);
  }
  return upgraded;
}

export function unknownForm(what: string, form: unknown): DormouseError {
  return new DormouseError('UNKNOWN_FORM', `${what} has the form ${form}, which this version cannot read: upgrade it`, {
    form,
  });
}

/**
 * Form 0 said how long in days, `"afterDays": 30`, where form 1 says `"after": "P30D"`. No released version wrote it: it is
 * the example that keeps this path tried.
 */
function withDurations(document: JsonObject): JsonObject {
  const inactivity = listOf(document['inactivity']).map((rule) => {
    if (!isJsonObject(rule)) return rule;
    const { neverActive } = rule;
    const own = isJsonObject(neverActive) ? { neverActive: withStages(neverActive) } : {};
    return { ...withStages(rule), ...own };
  });
  return 'inactivity' in document ? { ...document, inactivity } : document;
}

function withStages(rule: JsonObject): JsonObject {
  const stages = listOf(rule['stages']).map((stage) => {
    if (!isJsonObject(stage) || !('afterDays' in stage)) return stage;
    const { afterDays, ...rest } = stage;
    return { ...rest, after: `P${afterDays}D` };
  });
  return { ...rule, stages };
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return isObject(value);
}
