/** Retention took the incident. */
import { type Card, header, section } from './blocks';

/** What a button of an incident answers that was deleted. */
export function goneCard(): Card {
  const text = 'This incident is not kept any more';
  return {
    text,
    blocks: [
      header(text),
      section('It ended long ago. Ask about the resource itself with `/ce-image NAME`.'),
    ],
  };
}
