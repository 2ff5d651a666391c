/** Persistent data stores that a workload mounts: are they there, with a secret that opens their bucket? */
import type { Evidence } from '../../model/evidence';
import { fleetState } from '../../model/fleet';
import { mountedStores } from '../../model/mounts';
import { present } from '../../model/present';
import type { Candidate, Side } from '../candidate';
import { checked } from './rule';

/** The format of a secret with an HMAC key. Source: docs, persistent-data-store. */
const HMAC = 'hmac_auth';

/** What has done its work needs no store any more. */
function isOver(evidence: Evidence): boolean {
  const fleet = present(evidence.fleet);
  return (fleet && fleetState(fleet) === 'healthy') || present(evidence.jobRun)?.status === 'completed';
}

/** A mounted data store that does not exist, or cannot be used as it is. */
export function unusableDataStore(evidence: Evidence, side: Side): readonly Candidate[] {
  const stores = present(evidence.dataStores);
  if (side !== 'run' || !stores || isOver(evidence)) return [];
  const secrets = present(evidence.secrets);
  return mountedStores(evidence).flatMap(({ name, use }): readonly Candidate[] => {
    const store = stores.find((one) => one.name === name);
    if (!store) {
      return checked(
        'volume-mount-failed',
        `The persistent data store ${name}, ${use}, does not exist in the project.`,
        'persistent data stores of the project',
        { captured: { volume: name } },
      );
    }
    const secret = secrets?.find((one) => one.name === store.secret);
    if (!secrets || store.secret === undefined) return [];
    if (!secret) {
      return checked(
        'secret-not-found',
        `The secret ${store.secret} of the persistent data store ${name}, ${use}, does not exist in the project.`,
        'secrets of the project',
        { captured: { secret: store.secret, volume: name } },
      );
    }
    if (secret.format === undefined || secret.format === HMAC) return [];
    return checked(
      'volume-mount-failed',
      `The secret ${store.secret} of the persistent data store ${name}, ${use}, is of the format ${secret.format}; its bucket needs an HMAC key.`,
      'secrets of the project',
      { captured: { volume: name, secret: store.secret } },
    );
  });
}
