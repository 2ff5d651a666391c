/** Who hears of an exchange: whoever caused it, however many calls lie between them. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Exchange, ExchangeLog } from './diagnosis/model/exchange';

const ears = new AsyncLocalStorage<(exchange: Exchange) => void>();

/** What is joined while it is under way is heard by the one who began it. */
export const exchangeLog: ExchangeLog = {
  during: (work, hear) => ears.run(hear, work),
};

/** For adapters: tells whoever caused the exchange, and then `everybody`. */
export function heardBy(everybody?: (exchange: Exchange) => void): (exchange: Exchange) => void {
  return (exchange) => {
    ears.getStore()?.(exchange);
    everybody?.(exchange);
  };
}
