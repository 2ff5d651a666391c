/** Who the command line asks IBM Cloud as. */

import type { Login } from '../core';
import type { CloudSettings } from '../settings';
import { readCliSession } from './session';

export interface FoundLogin {
  /** Absent: the settings name it. */
  readonly login?: Login;
  /** As it stands in a sentence. */
  readonly by: 'API key' | 'trusted profile' | 'session of the ibmcloud CLI' | 'accounts of IBM_ACCOUNTS';
}

/** The login that the settings name, else the session of the CLI; undefined when there is neither. */
export function findLogin(settings: CloudSettings, env: NodeJS.ProcessEnv): FoundLogin | undefined {
  if (settings.IBMCLOUD_API_KEY) return { by: 'API key' };
  if (settings.accounts) return { by: 'accounts of IBM_ACCOUNTS' };
  if (settings.IBMCLOUD_TRUSTED_PROFILE_ID) return { by: 'trusted profile' };
  const session = readCliSession(env.IBMCLOUD_HOME?.trim() || undefined);
  return session && { login: { session }, by: 'session of the ibmcloud CLI' };
}

export const howToLogIn = 'Set IBMCLOUD_API_KEY, or log in with `ibmcloud login`.';
