/** What a view remembers between clicks: its `private_metadata`, which comes back from outside. */
import type { z } from 'zod';

/** What `schema` finds in it; undefined when it is not what the view wrote there. */
export function readMemory<S extends z.ZodType>(
  schema: S,
  privateMetadata: string | undefined,
): z.output<S> | undefined {
  try {
    return schema.safeParse(JSON.parse(privateMetadata ?? '')).data;
  } catch {
    return undefined;
  }
}
