/** *Details*: what a card folds, where the workspace does not take folded blocks; and the modal that shows it. */
import type { KnownBlock, ModalView } from '@slack/types';
import type { Report } from '../../diagnosis/model/report';
import { actionIds } from './action-ids';
import { actions, button, type Card, context, limits, plain, plainText, rich, run } from './blocks';
import { fitParts, MOST_BYTES, MOST_BLOCKS as MOST_OF_MESSAGE } from './budget';
import { headline } from './headline';
import { DETAILS, evidenceParts } from './report-details';
import { escapeMrkdwn, line } from './text';

/** Slack's limit of a modal, with room for what is above. */
const MOST_OF_MODAL = 90;

/**
 * The blocks with a button *Details* in place of what was seen; undefined where no button of the card tells what would
 * have to be asked for it.
 */
export function behindButton(blocks: readonly KnownBlock[]): readonly KnownBlock[] | undefined {
  const isFolded = (block: KnownBlock) => block.type === 'container' && block.block_id === DETAILS;
  if (!blocks.some(isFolded)) return undefined;
  const pressed = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
  const valueBehind = (id: string) =>
    pressed.flatMap((each) => (each.type === 'button' && each.action_id === id ? [each.value] : []))[0];
  // What was kept of a failure goes before what would be seen now.
  const kept = valueBehind(actionIds.keptLog);
  const fresh = valueBehind(actionIds.checkAgain);
  const details = kept
    ? button('Details', actionIds.keptDetails, { value: kept })
    : fresh
      ? button('Details', actionIds.showDetails, { value: fresh })
      : undefined;
  if (!details) return undefined;
  let isPlaced = false;
  return blocks.flatMap((block): readonly KnownBlock[] => {
    if (isFolded(block)) return [];
    if (block.type !== 'actions' || isPlaced) return [block];
    isPlaced = true;
    return [actions([details, ...block.elements].slice(0, limits.actions))];
  });
}

/** Opened at once. */
export function loadingDetails(): ModalView {
  return detailsModal([rich(run(plain('🔎 Looking…')))]);
}

/** A modal of *Details* with these blocks. */
export function detailsModal(blocks: readonly KnownBlock[]): ModalView {
  return {
    type: 'modal',
    callback_id: 'details',
    title: plainText('Details'),
    close: plainText('Close'),
    blocks: [...blocks],
  };
}

/** Everything that was seen. */
export function detailsView(report: Report): ModalView {
  return detailsModal(seen(report, MOST_OF_MODAL));
}

/** The same as a message, where Slack does not open the modal. */
export function detailsCard(report: Report): Card {
  return { text: headline(report), blocks: seen(report, MOST_OF_MESSAGE - 1) };
}

function seen(report: Report, mostBlocks: number): KnownBlock[] {
  const blocks = fitParts(evidenceParts(report, false), MOST_BYTES, mostBlocks);
  return [
    context(escapeMrkdwn(line(headline(report), 300))),
    ...(blocks.length > 0 ? blocks : [rich(run(plain('There is nothing more to show.')))]),
  ];
}
