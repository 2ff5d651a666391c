/** What the forms about an incident remember, read back when they are used: see `IncidentFormMemory`. */
import { z } from 'zod';
import { readMemory } from './memory';

const schema = z.object({ incident: z.string(), channel: z.string() });

/** Reads a view's `private_metadata`; undefined when it is not what the form wrote there. */
export const readIncidentMemory = (privateMetadata: string | undefined) =>
  readMemory(schema, privateMetadata);
