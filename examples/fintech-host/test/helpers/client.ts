import { type RunningHost, startHost } from '@dormouse/example-host-kit';
import Ajv2020 from 'ajv/dist/2020';
import { expect } from 'vitest';
import { createFintechHost, type FintechOptions } from '../../src/create-fintech-host';
import type { Dialect } from '../../src/dialect';
import { openApi } from '../../src/openapi';
import type { Services } from '../../src/services';

type Body = Record<string, any>;

/** An answer, held against the OpenAPI document. */
export interface Answered {
  readonly status: number;
  readonly body: any;
  readonly headers: Headers;
}

/** A host that runs on a real port, on a clock that is set by hand, and a client that checks every answer. */
export interface Client {
  readonly url: string;
  readonly now: () => number;
  readonly setNow: (at: string | number) => void;
  readonly services: Services;
  readonly call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answered>;
  readonly get: (path: string) => Promise<Body>;
  readonly post: (path: string, body: unknown) => Promise<Body>;
  readonly put: (path: string, body: unknown) => Promise<Body>;
  readonly host: RunningHost;
}

export interface ClientOptions extends Partial<Omit<FintechOptions, 'dialect' | 'prepare'>> {
  readonly env?: Record<string, string>;
}

export const START = Date.parse('2026-01-01T00:00:00Z');

export async function startClient(dialect: Dialect, options: ClientOptions = {}): Promise<Client> {
  let now = START;
  let services: Services | null = null;
  const host = await startHost({
    name: 'fintech-host',
    env: { PORT: '0', DORMOUSE_RATE: '1000000', ...options.env },
    clock: () => new Date(now),
    say: () => {},
    complain: () => {},
    create: (kit) =>
      createFintechHost(kit, {
        webhooks: null,
        sweepEvery: null,
        ...options,
        dialect,
        prepare: async (given) => {
          services = given;
        },
      }),
  });
  const check = checker(dialect);
  const call: Client['call'] = async (method, path, body, headers = {}) => {
    const answer = await fetch(`${host.url}${path}`, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json = text === '' ? null : JSON.parse(text);
    check(method, path, answer, json);
    return { status: answer.status, body: json, headers: answer.headers };
  };
  const well = async (method: string, path: string, body?: unknown): Promise<Body> => {
    const { status, body: json } = await call(method, path, body);
    expect(status, JSON.stringify(json)).toBe(200);
    return json;
  };
  return {
    host,
    url: host.url,
    services: services!,
    now: () => now,
    setNow: (at) => {
      now = typeof at === 'number' ? at : Date.parse(at);
    },
    call,
    get: (path) => well('GET', path),
    post: (path, body) => well('POST', path, body),
    put: (path, body) => well('PUT', path, body),
  };
}

/** Holds answers against the document: the path must be in it, and the schema of the status must fit. */
function checker(dialect: Dialect) {
  const document = openApi(dialect) as any;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addSchema(document, 'openapi');
  return (method: string, path: string, answer: Response, json: unknown): void => {
    const plain = (path.split('?', 1)[0] ?? '').replace(/^\/(identity|events)/, '/v2/$1');
    const template = Object.keys(document.paths)
      .sort((left, right) => Number(left.includes('{')) - Number(right.includes('{')))
      .find((each) => new RegExp(`^${each.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(plain));
    const operation = template === undefined ? undefined : document.paths[template][method.toLowerCase()];
    const key = operation?.responses[answer.status] === undefined ? 'default' : String(answer.status);
    const problem = '/components/schemas/Problem';
    const media = key === '200' ? 'application/json' : 'application/problem+json';
    expect(answer.headers.get('content-type')?.split(';')[0], `${method} ${path}`).toBe(media);
    const pointer =
      operation === undefined || key === 'default'
        ? problem
        : `/paths/${template!.replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')}/${method.toLowerCase()}/responses/200/content/application~1json/schema`;
    const validate = ajv.getSchema(`openapi#${pointer}`)!;
    expect(validate(json), `${method} ${path}: ${JSON.stringify(validate.errors)}`).toBe(true);
  };
}
