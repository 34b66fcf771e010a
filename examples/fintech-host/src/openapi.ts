import type { Dialect } from './dialect';
import { reasonCodes } from './dialect';
import { STATUSES } from './routes/identities';

type Json = Readonly<Record<string, unknown>>;

const text: Json = { type: 'string' };
const instant: Json = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$' };
const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const list = (items: Json): Json => ({ type: 'array', items });
const object = (required: Json, optional: Json = {}): Json => ({
  type: 'object',
  properties: { ...required, ...optional },
  required: Object.keys(required),
  additionalProperties: false,
});
const answer = (description: string, schema: Json, media = 'application/json'): Json => ({
  description,
  content: { [media]: { schema } },
});

/** The document of the API in a dialect (OpenAPI 3.1). The tests hold every answer against it. */
export function openApi(dialect: Dialect): Json {
  return {
    openapi: '3.1.0',
    info: { title: `Identity API in the style of Paxos, dialect of ${dialect}`, version: dialect },
    paths: paths(dialect),
    components: { schemas: schemas(dialect), securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    security: [{ bearer: [] }],
  };
}

function paths(dialect: Dialect): Json {
  const control = dialect === '2025' ? list(ref('Control')) : ref('Control');
  const removed = dialect === '2025' ? list(ref('Control')) : object({});
  const page = (name: string): Json => object({ items: list(ref(name)), next_page_cursor: text });
  return {
    '/healthz': { get: call('Whether it is up', object({ status: { const: 'ok' } })) },
    '/openapi.json': { get: call('This document', { type: 'object' }) },
    '/v2/identity/identities': {
      get: call('Lists identities, the newest first', page('Identity')),
      post: call('Creates an identity; it is pending', ref('Identity')),
    },
    '/v2/identity/identities/{id}': {
      get: call('One identity with its status details', ref('Identity')),
      put: call('Changes what is given', ref('Identity')),
    },
    '/v2/identity/identities/{id}/sandbox-status': { put: call('Says what checks found', object({})) },
    '/v2/identity/identities/{id}/activity': {
      post: call('Records an activity', object({ recorded: { const: true } })),
    },
    '/v2/identity/controls': {
      get: call('Lists the controls of an identity, the newest first', page('Control')),
      post: call('Sets a control', control),
      delete: call('Deletes a control', removed),
    },
    '/v2/events': { get: call('Lists events, the oldest first', object({ events: list(ref('Event')) })) },
    '/v2/events/{id}': { get: call('One event', ref('Event')) },
    '/admin/sweep': { post: call('Acts on what is due, now', ref('Sweep')) },
    '/admin/webhooks/dead-letters': {
      get: call('Events that were given up', object({ items: list(ref('DeadLetter')) })),
    },
    '/admin/webhooks/replay': { post: call('Tries them again', object({ replayed: { type: 'integer' } })) },
  };
}

function call(summary: string, schema: Json): Json {
  const problem = answer('What is wrong with the request', ref('Problem'), 'application/problem+json');
  return { summary, responses: { 200: answer(summary, schema), default: problem } };
}

function schemas(dialect: Dialect): Json {
  return {
    Identity: identitySchema(dialect),
    Control: controlSchema(dialect),
    StatusDetails: statusDetailsSchema(dialect),
    Event: object({
      id: text,
      type: text,
      object_type: text,
      object: { type: 'object', required: ['id', 'identity_id'] },
      created_at: instant,
      undelivered_webhooks: { type: 'integer' },
    }),
    Sweep: object({
      run_id: text,
      evaluated: { type: 'integer' },
      acted: { type: 'integer' },
      errors: { type: 'integer' },
      halted: { type: 'boolean' },
    }),
    DeadLetter: object({
      identity_id: { type: ['string', 'null'] },
      event: text,
      tries: { type: 'integer' },
      error: text,
      given_up_at: instant,
    }),
    Problem: object(
      { type: text, title: text, status: { type: 'integer' }, detail: text },
      { meta: { type: 'object' } },
    ),
  };
}

function identitySchema(dialect: Dialect): Json {
  const status = { enum: [...STATUSES] };
  const free = { type: 'object' };
  return object(
    {
      id: text,
      type: { enum: ['PERSON', 'INSTITUTION'] },
      status,
      ...(dialect === '2026' && { summary_status: status }),
      user_disabled: { type: 'boolean' },
      admin_disabled: { type: 'boolean' },
      created_at: instant,
    },
    {
      ref_id: text,
      metadata: free,
      person_details: free,
      institution_details: free,
      institution_members: { type: 'array' },
      is_merchant: { type: 'boolean' },
      last_active_at: instant,
      status_details: ref('StatusDetails'),
    },
  );
}

function controlSchema(dialect: Dialect): Json {
  const owner = { enum: ['PAXOS', 'CLIENT'] };
  const setter: Json =
    dialect === '2025'
      ? { controlled_by: owner, set_by: owner }
      : { set_by: { enum: ['SET_BY_PAXOS', 'SET_BY_CLIENT'] }, is_overridable: { type: 'boolean' } };
  return object(
    {
      id: text,
      type: { enum: ['SELL_ONLY', 'CLOSED', 'FROZEN', 'DORMANT'] },
      ...setter,
      reason_code: dialect === '2025' ? { enum: [...reasonCodes['2025']] } : text,
      reason: text,
      created_at: instant,
    },
    { deleted_at: instant },
  );
}

function statusDetailsSchema(dialect: Dialect): Json {
  const controls = { active_controls: list(ref('Control')) };
  if (dialect === '2025') {
    const requirements = list(object({ type: text, message: text }));
    return object({}, { ...controls, pending_requirements: requirements, failed_requirements: requirements });
  }
  const error = object({ code: text, description: text });
  const requirement = object(
    { type: text, status: { enum: ['PENDING', 'FAILED'] }, errors: list(error) },
    { awaiting_action_from: { enum: ['PAXOS', 'CLIENT'] } },
  );
  return object({ ...controls, requirements: list(requirement) });
}
