/** Keeps a message within what Slack takes: the least important part gives way first. */
import type { KnownBlock } from '@slack/types';

/** Blocks of one message: Slack takes 50, and a hint may be added to a card on its way. */
export const MOST_BLOCKS = 48;
/**
 * Bytes of a whole message. Slack refuses with `msg_blocks_too_long` somewhat above 13,000 and does not say what it
 * counts (bolt-js#2509, bolt-js#2867), so the bytes of the serialised blocks are counted: every other count is smaller.
 * The rest up to 12,000 is for that hint.
 */
export const MOST_BYTES = 11_700;
/** Half of it, for a message that was refused whole. */
export const HALF_BUDGET = MOST_BYTES / 2;

/** A part of a card, in versions from the fullest to the tersest. */
export interface Part {
  /** Parts with a smaller number shrink first. */
  readonly importance: number;
  readonly versions: readonly (readonly KnownBlock[])[];
}

/** How much of the budget some blocks take, in bytes. */
export function weigh(blocks: readonly KnownBlock[]): number {
  return Buffer.byteLength(JSON.stringify(blocks));
}

/**
 * The parts in their order, each in the fullest version that fits. The tersest versions of all parts must fit
 * together.
 */
export function fitParts(parts: readonly Part[], most = MOST_BYTES, mostBlocks = MOST_BLOCKS): KnownBlock[] {
  const chosen = parts.map((part) => ({ part, at: 0, weight: inside(part, 0) }));
  for (;;) {
    const blocks = chosen.flatMap(({ part, at }) => part.versions[at] ?? []);
    // A list is its blocks, a comma between each, and two brackets.
    const weight = chosen.reduce((sum, { weight }) => sum + weight, 0) + Math.max(0, blocks.length - 1) + 2;
    if (weight <= most && blocks.length <= mostBlocks) return blocks;
    const yielding = chosen
      .filter(({ part, at }) => at + 1 < part.versions.length)
      .sort((a, b) => a.part.importance - b.part.importance)[0];
    if (!yielding) return blocks;
    yielding.at += 1;
    yielding.weight = inside(yielding.part, yielding.at);
  }
}

/** Bytes of the blocks of a version, without what a list puts around and between them. */
function inside({ versions }: Part, at: number): number {
  return (versions[at] ?? []).reduce((sum, block) => sum + Buffer.byteLength(JSON.stringify(block)), 0);
}
