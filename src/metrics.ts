/** Figures for Prometheus. Labels are words of a fixed list: no name, id or text of anybody. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { AlertFigures } from './alerts';
import type { Diagnosis, Inquiry } from './diagnosis/model/diagnosis';
import type { Exchange } from './diagnosis/model/exchange';
import type { Secret } from './diagnosis/model/secrets';

const QUICK = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 3];
const SLOW = [0.1, 0.25, 0.5, 1, 2, 4, 8, 16];

/** Everything that is counted, in one place. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #ack = this.#histogram(
    'ce_image_ack_seconds',
    'From a request of Slack to its acknowledgement',
    [],
    QUICK,
  );
  readonly #card = this.#histogram(
    'ce_image_card_seconds',
    'From a question to its card',
    ['kind', 'result'],
    SLOW,
  );
  readonly #exchanges = this.#histogram(
    'ce_image_exchange_seconds',
    'Exchanges with other systems, by the status of the answer',
    ['system', 'status'],
    SLOW,
  );
  readonly #causes = this.#counter('ce_image_causes_total', 'Reports by cause', ['cause', 'confidence']);
  readonly #missing = this.#counter('ce_image_missing_total', 'Sources that reports lacked', [
    'source',
    'reason',
  ]);
  readonly #degraded = this.#counter(
    'ce_image_cards_degraded_total',
    'Cards that Slack took only in a plainer form',
    ['form'],
  );
  readonly #notSent = this.#counter(
    'ce_image_slack_refusals_total',
    'Times that Slack did not take a message, which is tried again where that helps',
    ['of', 'kind'],
  );
  readonly #denied = this.#counter(
    'ce_image_rights_refused_total',
    'Questions and acts that were not allowed',
    [],
  );

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
  }

  /** @param read undefined while there is no database to ask */
  alerts(read: () => Promise<AlertFigures | undefined>, now: () => number): void {
    let figures: Promise<AlertFigures | undefined> | undefined;
    const known = () => {
      figures ??= read()
        .catch(() => undefined)
        .finally(() => setImmediate(() => (figures = undefined)));
      return figures;
    };
    this.#gauge(
      'ce_image_outbox_messages',
      'Alerts that wait to be sent',
      async () => (await known())?.waiting,
    );
    const age = async (which: 'oldest' | 'oldestEvent') => {
      const found = await known();
      if (!found) return undefined;
      const since = found[which];
      return since === undefined ? 0 : Math.max(0, now() - since) / 1000;
    };
    this.#gauge('ce_image_outbox_age_seconds', 'Age of the oldest alert that waits to be sent', () =>
      age('oldest'),
    );
    this.#gauge('ce_image_webhook_age_seconds', 'Age of the oldest event that waits for a webhook', () =>
      age('oldestEvent'),
    );
    this.#gauge(
      'ce_image_looks_failing',
      'Watched projects that cannot be looked at',
      async () => (await known())?.failingLooks,
    );
  }

  /**
   * Has a sample of each part at every reading, so that an alarm on it hears of a database that is gone, with which the
   * figures of alerts go too.
   * @param read the state of each part that a question takes, as `GET /ready` tells it; never rejects
   */
  ready(read: () => Promise<Readonly<Record<string, 'ready' | 'not ready'>>>): void {
    const gauge: Gauge = new Gauge({
      name: 'ce_image_ready',
      help: 'Whether Slack, IAM and the database work now, as GET /ready tells it: 1 or 0',
      labelNames: ['part'],
      registers: [this.#registry],
      async collect() {
        for (const [part, state] of Object.entries(await read()))
          gauge.set({ part }, state === 'ready' ? 1 : 0);
      },
    });
  }

  /** @param ms milliseconds */
  acknowledged(ms: number): void {
    this.#ack.observe(ms / 1000);
  }

  /** @param kind what was asked for, a word of the bot's own commands */
  answered(kind: string, result: string, ms: number): void {
    this.#card.observe({ kind, result }, ms / 1000);
    if (result === 'refused') this.#denied.inc();
  }

  degraded(form: string): void {
    this.#degraded.inc({ form });
  }

  /** @param kind how it failed: a kind of DeliveryError */
  notSent(of: 'alert' | 'answer', kind: string): void {
    this.#notSent.inc({ of, kind });
  }

  readonly exchanged = ({ system, status, ms }: Exchange): void => {
    this.#exchanges.observe({ system, status: status === undefined ? 'none' : String(status) }, ms / 1000);
  };

  /** The same core, whose reports are counted. */
  counted(core: Diagnosis): Diagnosis {
    const counting = (inquiry: Inquiry): Inquiry => ({
      ...inquiry,
      investigate: async (subject, wishes) => {
        const report = await inquiry.investigate(subject, wishes);
        this.#causes.inc({ cause: report.cause, confidence: report.confidence });
        for (const { source, reason } of report.missing) this.#missing.inc({ source, reason });
        return report;
      },
    });
    return { ...core, ...counting(core), inquire: (...given) => counting(core.inquire(...given)) };
  }

  /** The text that Prometheus reads. */
  async text(): Promise<{ readonly type: string; readonly body: string }> {
    return { type: this.#registry.contentType, body: await this.#registry.metrics() };
  }

  #histogram(name: string, help: string, labelNames: string[], buckets: number[]): Histogram {
    return new Histogram({ name, help, labelNames, buckets, registers: [this.#registry] });
  }

  #counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({ name, help, labelNames, registers: [this.#registry] });
  }

  #gauge(name: string, help: string, read: () => Promise<number | undefined>): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [this.#registry],
      async collect() {
        const value = await read();
        if (value === undefined) gauge.remove();
        else gauge.set(value);
      },
    });
  }
}

/** `GET /metrics`. @param token what a reader must bring; undefined: anybody may read, since figures name nobody */
export function metricsRoute(metrics: Metrics, token: Secret | undefined): RequestListener {
  return async (request, response) => {
    if (token && !isSame(request.headers.authorization ?? '', `Bearer ${token.reveal()}`)) {
      response.writeHead(401, { 'www-authenticate': 'Bearer' }).end();
      return;
    }
    const { type, body } = await metrics.text();
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
  };
}

/** Compared by digest, so that the time tells nothing of where they differ. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
