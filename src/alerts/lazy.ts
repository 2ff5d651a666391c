/** Alerts whose database is opened when it is first needed, and tried again when it does not answer. */
import type { AlertStore, AuditEntry } from '../store/port';
import { Alerts, type AlertsOptions } from './alerts';
import { systemTime } from './time';

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;
/** Entries of the audit that wait for a database; with more, it is opened. */
const MOST_ENTRIES = 1000;

export interface LazyOptions {
  /** Whether the database holds what was before; if not, it is not opened before somebody watches, or asks for what it holds. */
  readonly isKept: boolean;
}

export class LazyAlerts {
  readonly #entries: AuditEntry[] = [];
  #wanted = false;
  #opened?: Promise<{ readonly alerts: Alerts; readonly store: AlertStore }>;
  #starting?: Promise<void>;
  readonly #stop = new AbortController();

  constructor(
    private readonly openStore: () => Promise<AlertStore>,
    private readonly options: Omit<AlertsOptions, 'store'>,
    private readonly lazy: LazyOptions = { isKept: true },
  ) {}

  /** The alerts. Rejects with StoreError while the database does not answer. */
  async get(): Promise<Alerts> {
    return (await this.#open()).alerts;
  }

  /** The alerts where something has begun to open them; undefined: nobody has, so nobody waits for a database. */
  ifOpened(): Promise<Alerts> | undefined {
    return this.#opened?.then(({ alerts }) => alerts);
  }

  /** Resolves when a database that holds what was before is open, or when it could not be opened, which is logged. */
  async opened(): Promise<void> {
    if (!this.lazy.isKept) return;
    await this.#open().catch((error: unknown) =>
      this.options.log.error('the database cannot be opened', error),
    );
  }

  /** Begins to watch and to send, as soon as the database answers. */
  start(): void {
    this.#wanted = true;
    if (this.lazy.isKept || this.#opened) this.#starting ??= this.#begin();
  }

  /** Resolves when the database answers, or when it is not needed yet; rejects with StoreError. */
  async answers(): Promise<void> {
    if (this.lazy.isKept || this.#opened) await (await this.get()).answers();
  }

  /** Stores an entry of the audit; where nothing is kept anyway, as soon as something else opens the database. */
  async audit(entry: AuditEntry): Promise<void> {
    if (this.lazy.isKept || this.#opened) return (await this.get()).records.audit(entry);
    this.#entries.push(entry);
    if (this.#entries.length > MOST_ENTRIES) await this.get();
  }

  /** Stops, waits for what is under way, and closes the database. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#starting;
    const opened = await this.#opened?.catch(() => undefined);
    await opened?.alerts.stop();
    await opened?.store.close();
  }

  #open() {
    if (this.#opened) return this.#opened;
    this.#opened = this.openStore().then(
      async (store) => {
        for (const entry of this.#entries.splice(0)) await store.audit(entry);
        return { store, alerts: new Alerts({ ...this.options, store }) };
      },
      (error: unknown) => {
        this.#opened = undefined;
        throw error;
      },
    );
    if (this.#wanted) this.#starting ??= this.#begin();
    return this.#opened;
  }

  async #begin(): Promise<void> {
    const { signal } = this.#stop;
    for (let pause = FIRST_PAUSE; !signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      try {
        (await this.#open()).alerts.start();
        return;
      } catch (error) {
        this.options.log.error('alerts cannot begin; it is tried again', error);
        await systemTime.sleep(pause, signal);
      }
    }
  }
}
