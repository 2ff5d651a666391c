/** Rich text: its sections, lists, quotes, preformatted text, and what stands in them. Source: docs.slack.dev/reference/block-kit/blocks/rich-text-block. */
import limits from '../../contract/block-kit-limits.json';
import { boolean, byType, list, number, type Rule, shape, string, word } from '../schema';
import { type } from './objects';

const style = shape(
  {},
  Object.fromEntries(
    ['bold', 'italic', 'strike', 'code', 'underline', 'highlight', 'client_highlight', 'unlink'].map(
      (name) => [name, boolean()],
    ),
  ),
);

const richTextLeaves: Readonly<Record<string, Rule>> = {
  text: shape({ ...type('text'), text: string({ min_length: 1 }) }, { style }),
  link: shape(
    { ...type('link'), url: string({ min_length: 1 }) },
    { text: string(), unsafe: boolean(), style },
  ),
  emoji: shape(
    { ...type('emoji'), name: string({ min_length: 1 }) },
    { unicode: string(), url: string(), style },
  ),
  user: shape({ ...type('user'), user_id: string() }, { style }),
  usergroup: shape({ ...type('usergroup'), usergroup_id: string() }, { style }),
  team: shape({ ...type('team'), team_id: string() }, { style }),
  channel: shape({ ...type('channel'), channel_id: string() }, { style }),
  broadcast: shape({ ...type('broadcast'), range: word('here', 'channel', 'everyone') }, { style }),
  color: shape({ ...type('color'), value: string() }, { style }),
  date: shape(
    { ...type('date'), timestamp: number({ integer: true }), format: string({ min_length: 1 }) },
    { url: string(), fallback: string(), style },
  ),
};

export const richTextLeaf = byType(richTextLeaves, 'rich text element');
/** Pixels. */
const border = { border: number({ min: 0, integer: true }) };
const richTextSection = shape({ ...type('rich_text_section'), elements: list(richTextLeaf) });
export const richText: Rule = shape(
  {
    ...type('rich_text'),
    elements: list(
      byType(
        {
          rich_text_section: richTextSection,
          rich_text_list: shape(
            {
              ...type('rich_text_list'),
              style: word('bullet', 'ordered'),
              elements: list(richTextSection, { min_items: 1 }),
            },
            {
              indent: number({ min: 0, max: 8, integer: true }),
              offset: number({ min: 0, integer: true }),
              ...border,
            },
          ),
          rich_text_quote: shape({ ...type('rich_text_quote'), elements: list(richTextLeaf) }, border),
          rich_text_preformatted: shape(
            {
              ...type('rich_text_preformatted'),
              elements: list(
                byType(
                  { text: richTextLeaves.text as Rule, link: richTextLeaves.link as Rule },
                  'preformatted element',
                ),
              ),
            },
            { language: string(), ...border },
          ),
        },
        'rich text',
      ),
      { min_items: 1 },
    ),
  },
  { block_id: string(limits.block_id) },
);
