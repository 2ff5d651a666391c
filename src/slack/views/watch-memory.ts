/** What the form of `watch` remembers, read back when it is used: see `WatchMemory`. */
import { z } from 'zod';

const schema = z.object({ channel: z.string(), threadTs: z.string().optional() });

/**
 * Reads a view's `private_metadata`.
 * @throws Error when it is not what the form wrote there
 */
export function readWatchMemory(privateMetadata: string): z.output<typeof schema> {
  return schema.parse(JSON.parse(privateMetadata));
}
