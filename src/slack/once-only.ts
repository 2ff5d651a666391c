/** One press is one act: Slack may deliver a request again, to this instance or to another. */
import type { AnyMiddlewareArgs, Logger, Middleware } from '@slack/bolt';
import type { EventLedger } from './event-ledger';
import { deliveryOf } from './transport/shape';

/** Ends a delivery that was taken before; whoever waits for it is told that it arrived. */
export function onceOnly(ledger: EventLedger, logger: Pick<Logger, 'warn'>): Middleware<AnyMiddlewareArgs> {
  return async (args) => {
    const delivery = deliveryOf(args.body as unknown as Readonly<Record<string, unknown>>);
    if (delivery === undefined || (await ledger.claim(`delivery:${delivery}`))) return args.next();
    logger.warn('a delivery of Slack that came before was not taken again');
    if ('ack' in args && typeof args.ack === 'function') await (args.ack as () => Promise<void>)();
  };
}
