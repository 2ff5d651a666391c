/** Alerts whose database is opened when it is first needed, and tried again when it does not answer. */
import type { AlertStore } from '../store/port';
import { Alerts, type AlertsOptions } from './alerts';
import { systemTime } from './time';

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;

export class LazyAlerts {
  #opened?: Promise<{ readonly alerts: Alerts; readonly store: AlertStore }>;
  #starting?: Promise<void>;
  readonly #stop = new AbortController();

  constructor(
    private readonly openStore: () => Promise<AlertStore>,
    private readonly options: Omit<AlertsOptions, 'store'>,
  ) {}

  /** The alerts. Rejects with StoreError while the database does not answer. */
  async get(): Promise<Alerts> {
    return (await this.#open()).alerts;
  }

  /** The alerts where something has begun to open them; undefined: nobody has, so nobody waits for a database. */
  ifOpened(): Promise<Alerts> | undefined {
    return this.#opened?.then(({ alerts }) => alerts);
  }

  /** Resolves when the database is open, or when it could not be opened, which is logged. */
  async opened(): Promise<void> {
    await this.#open().catch((error: unknown) =>
      this.options.log.error('the database cannot be opened', error),
    );
  }

  /** Begins to watch and to send, as soon as the database answers. */
  start(): void {
    this.#starting ??= this.#begin();
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
    this.#opened ??= this.openStore().then(
      (store) => ({ store, alerts: new Alerts({ ...this.options, store }) }),
      (error: unknown) => {
        this.#opened = undefined;
        throw error;
      },
    );
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
