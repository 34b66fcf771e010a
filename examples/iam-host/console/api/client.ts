/** What the host refused, in its words. */
export class ApiError extends Error {
  override readonly name: string = 'ApiError';
  /** 0: the host could not be reached. */
  readonly status: number;
  /** The code of Dormouse or of the host. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export interface Asked {
  readonly method?: 'GET' | 'POST';
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

export interface Client {
  readonly ask: <T>(path: string, asked?: Asked) => Promise<T>;
  /** A file, as it comes. */
  readonly download: (path: string, query: Asked['query']) => Promise<Blob>;
}

/** Asks the host that the page came from; `token` null: it needs none. */
export function createClient(token: string | null): Client {
  const send = async (path: string, asked: Asked): Promise<Response> => {
    const response = await fetch(addressOf(path, asked.query), requestOf(token, asked)).catch((error: Error) => {
      if (error.name === 'AbortError') throw error;
      throw new ApiError(0, 'unreachable', 'The host cannot be reached. Is it still running?');
    });
    if (response.ok) return response;
    throw refusalOf(response.status, await readJson(response));
  };
  return {
    ask: async <T>(path: string, asked: Asked = {}) => (await readJson(await send(path, asked))) as T,
    download: async (path, query = {}) => (await send(path, { query })).blob(),
  };
}

function addressOf(path: string, query: Asked['query'] = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return search === '' ? path : `${path}?${search}`;
}

function requestOf(token: string | null, { method = 'GET', body, signal }: Asked): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json, */*' };
  if (token !== null) headers['authorization'] = `Bearer ${token}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  const init: RequestInit = { method, headers, cache: 'no-store', credentials: 'omit', signal: signal ?? null };
  return body === undefined ? init : { ...init, body: JSON.stringify(body) };
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

function refusalOf(status: number, json: unknown): ApiError {
  const { errors } = (json ?? {}) as { errors?: readonly { code?: string; message?: string; details?: string }[] };
  const first = errors?.[0];
  const message = first?.message ?? `The host answered with ${status}.`;
  return new ApiError(status, first?.details ?? first?.code ?? '', message);
}
