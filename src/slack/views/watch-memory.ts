/** What the form of `watch` remembers, read back when it is used: see `WatchMemory`. */
import { z } from 'zod';
import { readMemory } from './memory';

const schema = z.object({ channel: z.string(), threadTs: z.string().optional() });

/** Reads a view's `private_metadata`; undefined when it is not what the form wrote there. */
export const readWatchMemory = (privateMetadata: string | undefined) => readMemory(schema, privateMetadata);
