import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * `asked`: the request reaches the server, and the connection is cut at once. `answered`: the server has done it, and the
 * connection is cut before the answer arrives: the client cannot know. `unsent`: it never reaches the server.
 */
export type CutAt = 'unsent' | 'asked' | 'answered';

/** A way to a server that breaks when it is told to: what is between a process and its database in real life. */
export class CuttingProxy {
  /** Requests that came by since the last {@link cutAt}: each is a round trip. */
  requests = 0;
  readonly url: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #cut: { readonly request: number; readonly at: CutAt } | null = null;

  static async open(url: string): Promise<CuttingProxy> {
    const target = new URL(url);
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new CuttingProxy(server, target);
  }

  private constructor(server: Server, target: URL) {
    const { port } = server.address() as AddressInfo;
    const url = new URL(target);
    url.port = String(port);
    this.url = url.href;
    this.#server = server;
    server.on('connection', (client) => this.#join(client, connect(Number(target.port), target.hostname)));
  }

  /** Counts from one again, and cuts the connection at that request; null: never. */
  cutAt(request: number | null, at: CutAt = 'answered'): void {
    this.requests = 0;
    this.#cut = request === null ? null : { request, at };
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #join(client: Socket, server: Socket): void {
    let isOpen = false;
    let swallow = false;
    const end = (): void => {
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      this.#sockets.add(socket);
      socket.on('error', end);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        end();
      });
    }
    server.on('data', (data) => {
      // The first thing that a server says when it is ready for requests ends with ReadyForQuery.
      isOpen ||= data.includes(READY);
      if (swallow) end();
      else client.write(data);
    });
    client.on('data', (data) => {
      const at = isOpen ? this.#next(data) : null;
      if (at === 'unsent') return end();
      swallow ||= at === 'answered';
      server.write(data, () => at === 'asked' && end());
    });
  }

  /** What becomes of a request. `pg` sends each in one piece, and waits for the answer before the next. */
  #next(data: Buffer): CutAt | null {
    if (data[0] === TERMINATE) return null;
    this.requests += 1;
    if (this.#cut === null || this.requests !== this.#cut.request) return null;
    const { at } = this.#cut;
    this.#cut = null;
    return at;
  }
}

const READY = Buffer.from([0x5a, 0, 0, 0, 5]);
const TERMINATE = 0x58;
