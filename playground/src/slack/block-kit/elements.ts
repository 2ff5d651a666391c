/** Elements that people press, choose from and type into. Source: docs.slack.dev/reference/block-kit/block-elements, the page of each. */
import limits from '../../contract/block-kit-limits.json';
import { also, anything, boolean, byType, list, number, type Rule, shape, string, word } from '../schema';
import { actionId, confirm, option, plainText, type } from './objects';
import { richText, richTextLeaf } from './rich-text';

const interactive = { confirm, focus_on_load: boolean() };
const placeholder = { placeholder: plainText(limits.select.placeholder) };
const dispatch = { dispatch_action_config: anything };

export const button = shape(
  { ...type('button'), text: plainText(limits.button.text) },
  {
    action_id: actionId,
    url: string(limits.button.url),
    value: string({ min_length: 1, ...limits.button.value }),
    style: word('primary', 'danger'),
    confirm,
    accessibility_label: string(limits.button.accessibility_label),
  },
);

const optionGroup = shape({
  label: plainText(limits.option_group.label),
  options: list(option, limits.option_group.options),
});

function staticSelect(name: string, initial: Readonly<Record<string, Rule>>): Rule {
  return also(
    shape(type(name), {
      action_id: actionId,
      options: list(option, { min_items: 1, ...limits.select.options }),
      option_groups: list(optionGroup, { min_items: 1, ...limits.select.option_groups }),
      max_selected_items: number({ min: 1, integer: true }),
      ...initial,
      ...interactive,
      ...placeholder,
    }),
    (select) => {
      if (!select.options === !select.option_groups) return 'must provide either options or option_groups';
      return undefined;
    },
  );
}

function otherSelect(name: string, fields: Readonly<Record<string, Rule>>): Rule {
  return shape(type(name), { action_id: actionId, ...fields, ...interactive, ...placeholder });
}

/** What an app answers when somebody types into an external menu. An empty list says that nothing fits. */
export const externalOptions = also(
  shape(
    {},
    {
      options: list(option, limits.select.options),
      option_groups: list(optionGroup, limits.select.option_groups),
    },
  ),
  (answer) =>
    !answer.options === !answer.option_groups ? 'must provide either options or option_groups' : undefined,
);

const conversationFields = {
  default_to_current_conversation: boolean(),
  filter: anything,
  response_url_enabled: boolean(),
};
const most = { max_selected_items: number({ min: 1, integer: true }) };
const ids = list(string());

export const selects: Readonly<Record<string, Rule>> = {
  static_select: staticSelect('static_select', { initial_option: option }),
  multi_static_select: staticSelect('multi_static_select', {
    initial_options: list(option, { min_items: 1 }),
  }),
  external_select: otherSelect('external_select', {
    initial_option: option,
    min_query_length: number({ min: 0 }),
  }),
  multi_external_select: otherSelect('multi_external_select', {
    initial_options: list(option),
    min_query_length: number({ min: 0 }),
    ...most,
  }),
  users_select: otherSelect('users_select', { initial_user: string() }),
  multi_users_select: otherSelect('multi_users_select', { initial_users: ids, ...most }),
  channels_select: otherSelect('channels_select', {
    initial_channel: string(),
    response_url_enabled: boolean(),
  }),
  multi_channels_select: otherSelect('multi_channels_select', { initial_channels: ids, ...most }),
  conversations_select: otherSelect('conversations_select', {
    initial_conversation: string(),
    ...conversationFields,
  }),
  multi_conversations_select: otherSelect('multi_conversations_select', {
    initial_conversations: ids,
    ...conversationFields,
    ...most,
  }),
};

export const pickers: Readonly<Record<string, Rule>> = {
  checkboxes: shape(
    { ...type('checkboxes'), options: list(option, limits.checkboxes.options) },
    { action_id: actionId, initial_options: list(option, { min_items: 1 }), ...interactive },
  ),
  radio_buttons: shape(
    { ...type('radio_buttons'), options: list(option, limits.radio_buttons.options) },
    { action_id: actionId, initial_option: option, ...interactive },
  ),
  datepicker: otherSelect('datepicker', { initial_date: string({ pattern: /^\d{4}-\d{2}-\d{2}$/ }) }),
  timepicker: otherSelect('timepicker', {
    initial_time: string({ pattern: /^\d{2}:\d{2}$/ }),
    timezone: string(),
  }),
  datetimepicker: otherSelect('datetimepicker', { initial_date_time: number({ integer: true }) }),
};

const length = number({ min: 0, max: limits.plain_text_input.max_length.max, integer: true });
export const inputs: Readonly<Record<string, Rule>> = {
  plain_text_input: otherSelect('plain_text_input', {
    initial_value: string(),
    multiline: boolean(),
    min_length: length,
    max_length: length,
    ...dispatch,
  }),
  email_text_input: otherSelect('email_text_input', { initial_value: string(), ...dispatch }),
  url_text_input: otherSelect('url_text_input', { initial_value: string(), ...dispatch }),
  number_input: also(
    shape(
      { ...type('number_input'), is_decimal_allowed: boolean() },
      {
        action_id: actionId,
        initial_value: string(),
        min_value: string(),
        max_value: string(),
        ...interactive,
        ...placeholder,
        ...dispatch,
      },
    ),
    ({ min_value: least, max_value: most }) =>
      least !== undefined && most !== undefined && Number(least) > Number(most)
        ? 'min_value must not be greater than max_value'
        : undefined,
  ),
  // Its page says rich text; slackblocks' fixture begins with one piece of it.
  rich_text_input: otherSelect('rich_text_input', {
    initial_value: byType({ rich_text: richText, text: richTextLeaf }, 'initial value'),
    ...dispatch,
  }),
  file_input: shape(type('file_input'), {
    action_id: actionId,
    filetypes: list(string()),
    max_files: number({ ...limits.file_input.max_files, integer: true }),
  }),
};

export const overflow = shape(
  { ...type('overflow'), options: list(option, limits.overflow.options) },
  { action_id: actionId, confirm },
);

export const workflowButton = shape(
  { ...type('workflow_button'), text: plainText(limits.button.text), workflow: anything },
  { action_id: actionId, style: word('primary', 'danger'), accessibility_label: string() },
);

export const feedbackButton = shape(
  { text: plainText(limits.feedback_button.text), value: string(limits.feedback_button.value) },
  { accessibility_label: string(limits.feedback_button.accessibility_label) },
);
