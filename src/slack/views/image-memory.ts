/** What the form *Check an image* remembers, read back when it is used: see `ImageMemory`. */
import { z } from 'zod';
import { readMemory } from './memory';

const schema = z.object({ channel: z.string().optional(), threadTs: z.string().optional() });

/** Reads a view's `private_metadata`; undefined when it is not what the form wrote there. */
export const readImageMemory = (privateMetadata: string | undefined) => readMemory(schema, privateMetadata);
