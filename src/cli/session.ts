/** The session that `ibmcloud login` left on this machine. */

import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../diagnosis/model/json';
import { Secret } from '../diagnosis/model/secrets';

export interface CliSession {
  readonly accessToken: Secret;
  readonly refreshToken?: Secret;
  /** That the CLI targets. */
  readonly region?: string;
}

/** Fields of the CLI's `config.json`; the token stands there with its scheme. */
const config = z.object({
  IAMToken: z.string().min(1),
  IAMRefreshToken: z.string().optional().catch(undefined),
  Region: z.string().optional().catch(undefined),
});

/**
 * Reads the session.
 * @param home folder that holds `.bluemix`; `IBMCLOUD_HOME` in the environment of the CLI
 * @returns undefined when nobody is logged in
 */
export function readCliSession(home = homedir()): CliSession | undefined {
  let text: string;
  try {
    text = readFileSync(join(home, '.bluemix', 'config.json'), 'utf8');
  } catch {
    return undefined;
  }
  const read = config.safeParse(parseJson(text));
  if (!read.success) return undefined;
  const { IAMToken, IAMRefreshToken, Region } = read.data;
  return {
    accessToken: new Secret(IAMToken.replace(/^Bearer\s+/i, '')),
    ...(IAMRefreshToken && { refreshToken: new Secret(IAMRefreshToken) }),
    ...(Region && { region: Region }),
  };
}
