/** The embedded database as this thread sees it: questions and answers of the thread that has it. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** Rows as objects or as lists of columns, as they were asked for. */
export interface Result {
  readonly rows: readonly unknown[];
  readonly affectedRows?: number;
}

interface QueryOptions {
  readonly rowMode?: 'array' | 'object';
}

/** Who may ask: the database itself, or the one transaction that has it. */
export interface Session {
  query(text: string, params?: readonly unknown[], options?: QueryOptions): Promise<Result>;
}

/** The thread has ended; its code is that of a broken connection. */
class Ended extends Error {
  readonly code = 'ECONNRESET';

  constructor() {
    super('the embedded database has ended');
  }
}

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string; readonly code?: string };
}

type Question =
  | ({
      readonly what: 'query';
      readonly text: string;
      readonly params: readonly unknown[];
      /** It is the first one of a transaction. */
      readonly begins: boolean;
    } & QueryOptions)
  | { readonly what: 'exec'; readonly text: string }
  | { readonly what: 'close' };

/**
 * A Postgres within this process. It has one connection: a transaction keeps everybody else waiting. The methods are
 * those of PGlite that the query layer calls.
 */
export class Embedded implements Session {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #ended = false;
  /** Resolves when whoever has the connection gives it back. */
  #free: Promise<unknown> = Promise.resolve();

  private constructor(folder: string | undefined) {
    this.#worker = new Worker(join(__dirname, 'worker.js'), { workerData: { folder } });
    this.#worker.on('message', (answer: Answer) => this.#take(answer));
    this.#worker.on('exit', () => {
      this.#ended = true;
      for (const { reject } of this.#waiting.values()) reject(new Ended());
      this.#waiting.clear();
    });
    // An error that ends the thread is nobody's to catch: the process ends with it, and is started anew.
  }

  /**
   * Opens the database of a folder, and makes it where there is none.
   * @param folder undefined: in memory
   */
  static async open(folder: string | undefined): Promise<Embedded> {
    const embedded = new Embedded(folder);
    try {
      // Its first message, unasked, says that it is open.
      await embedded.#answered(0);
      return embedded;
    } catch (error) {
      await embedded.#worker.terminate();
      throw error;
    }
  }

  query(text: string, params: readonly unknown[] = [], options: QueryOptions = {}): Promise<Result> {
    return this.#alone(() => this.#query(text, params, options));
  }

  /** Several statements without parameters. */
  exec(text: string): Promise<readonly Result[]> {
    return this.#alone(() => this.#ask({ what: 'exec', text }));
  }

  /** All or nothing. */
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.#alone(async () => {
      // It begins with its first question: each message between threads costs as much as a question.
      let begun = false;
      const session: Session = {
        query: (text, params = [], options = {}) => {
          const begins = !begun;
          begun = true;
          return this.#query(text, params, options, begins);
        },
      };
      const end = async (how: 'commit' | 'rollback') => {
        if (begun) await this.#ask({ what: 'exec', text: how });
      };
      try {
        const result = await work(session);
        await end('commit');
        return result;
      } catch (error) {
        await end('rollback').catch(() => undefined);
        throw error;
      }
    });
  }

  /** Waits for what is under way, and writes everything down. */
  close(): Promise<void> {
    return this.#alone(async () => {
      if (this.#ended) return;
      await this.#ask({ what: 'close' });
      await this.#worker.terminate();
    });
  }

  #query(
    text: string,
    params: readonly unknown[],
    { rowMode }: QueryOptions,
    begins = false,
  ): Promise<Result> {
    return this.#ask({ what: 'query', text, params, begins, ...(rowMode && { rowMode }) });
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#free.then(work);
    this.#free = done.catch(() => undefined);
    return done;
  }

  #ask<T>(question: Question): Promise<T> {
    if (this.#ended) return Promise.reject(new Ended());
    this.#last += 1;
    const answered = this.#answered<T>(this.#last);
    this.#worker.postMessage({ id: this.#last, ...question });
    return answered;
  }

  #answered<T>(id: number): Promise<T> {
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  #take({ id, result, error }: Answer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.reject(Object.assign(new Error(error.message), { code: error.code }));
    else waiting?.resolve(result as never);
  }
}
