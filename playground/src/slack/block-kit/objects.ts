/**
 * Pieces of Block Kit that many blocks and elements share: texts, options, images, confirmations.
 * Source: docs.slack.dev/reference/block-kit/composition-objects, the page of each.
 */
import limits from '../../contract/block-kit-limits.json';
import { also, boolean, byType, type Rule, shape, string, word } from '../schema';

export const actionId = string({ min_length: 1, ...limits.action_id });
export const type = (name: string) => ({ type: word(name) });

export function plainText(
  size: { readonly max_length?: number; readonly min_length?: number } = limits.text,
): Rule {
  return shape({ ...type('plain_text'), text: string({ min_length: 1, ...size }) }, { emoji: boolean() });
}

export function mrkdwn(size: { readonly max_length?: number } = limits.text): Rule {
  return shape({ ...type('mrkdwn'), text: string({ min_length: 1, ...size }) }, { verbatim: boolean() });
}

export function text(size: { readonly max_length?: number } = limits.text): Rule {
  return byType({ plain_text: plainText(size), mrkdwn: mrkdwn(size) }, 'text');
}

export const confirm = shape(
  {
    title: plainText(limits.confirmation.title),
    text: text(limits.confirmation.text),
    confirm: plainText(limits.confirmation.confirm),
    deny: plainText(limits.confirmation.deny),
  },
  { style: word('primary', 'danger') },
);

export const option = shape(
  { text: text(limits.option.text), value: string({ min_length: 1, ...limits.option.value }) },
  { description: text(limits.option.description), url: string(limits.option.url) },
);

export const slackFile = also(shape({}, { url: string(), id: string() }), (file) =>
  file.url || file.id ? undefined : 'missing required field: url or id',
);

export function hasImage(value: Record<string, unknown>): string | undefined {
  if (value.image_url && value.slack_file) return 'must provide either image_url or slack_file';
  return value.image_url || value.slack_file ? undefined : 'missing required field: image_url or slack_file';
}

export const imageElement = also(
  shape(
    { ...type('image'), alt_text: string({ min_length: 1, ...limits.image.alt_text }) },
    { image_url: string(limits.image.image_url), slack_file: slackFile },
  ),
  hasImage,
);

export const blockId = { block_id: string(limits.block_id) };
