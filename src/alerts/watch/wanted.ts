import type { Subscription } from '../../store/port';
import type { Observation } from '../incident/observation';
import { fits } from './glob';

/** Whether the subscription is about this workload. */
export function wanted(
  { kinds, name, exclude }: Pick<Subscription, 'kinds' | 'name' | 'exclude'>,
  { kind, subject }: Pick<Observation, 'kind' | 'subject'>,
): boolean {
  return (
    kinds.includes(kind) &&
    (name === undefined || fits(subject.name, name)) &&
    (exclude === undefined || !fits(subject.name, exclude))
  );
}
