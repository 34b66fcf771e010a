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

export type Ask = <T>(path: string, asked?: Asked) => Promise<T>;

/** Asks the host that the page came from; `token` null: it needs none. */
export function createClient(token: string | null): Ask {
  return async <T>(path: string, { method = 'GET', query = {}, body, signal }: Asked = {}): Promise<T> => {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (token !== null) headers['authorization'] = `Bearer ${token}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const given = Object.entries(query).filter(([, value]) => value !== '');
    const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
    const init: RequestInit = { method, headers, cache: 'no-store', credentials: 'omit', signal: signal ?? null };
    if (body !== undefined) init.body = JSON.stringify(body);
    const response = await fetch(search === '' ? path : `${path}?${search}`, init).catch((error: Error) => {
      if (error.name === 'AbortError') throw error;
      throw new ApiError(0, 'unreachable', 'The host cannot be reached. Is it still running?');
    });
    const json = await readJson(response);
    if (response.ok) return json as T;
    throw refusalOf(response.status, json);
  };
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
