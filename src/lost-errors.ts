/** What no code caught. */
import type { EventEmitter } from 'node:events';
import type { Logger } from '@slack/bolt';

/**
 * Logs what nobody caught, masked as every log line is. A promise that was rejected without anybody waiting for it
 * harms nothing else, and the service goes on; after an exception that came through to the top nothing can be
 * trusted any more, so `end` is called, for whatever supervises the process to start it anew.
 */
export function logLostErrors(
  source: Pick<EventEmitter, 'on'>,
  logger: Pick<Logger, 'error'>,
  end: () => void,
): void {
  source.on('unhandledRejection', (reason: unknown) =>
    logger.error('a failure that nothing waited for:', reason),
  );
  source.on('uncaughtException', (error: unknown) => {
    logger.error('an error that nothing caught; ce-image ends:', error);
    end();
  });
}
