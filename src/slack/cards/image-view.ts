/** The form of *Check an image*: the same as the command `image`. */
import type { InputBlock, ModalView } from '@slack/types';
import { context } from './blocks';

export const IMAGE_VIEW = 'image';

/** What the form remembers, as its `private_metadata`: where the answer goes; nowhere: to the person. */
export interface ImageMemory {
  readonly channel?: string;
  readonly threadTs?: string;
}

/** Block ids of the inputs; each holds one element whose action id is `value`. */
export const imageInputs = {
  reference: 'image_reference',
  project: 'image_project',
  secret: 'image_secret',
  push: 'image_push',
} as const;

export function imageView(memory: ImageMemory): ModalView {
  return {
    type: 'modal',
    callback_id: IMAGE_VIEW,
    title: text('Check an image'),
    close: text('Cancel'),
    submit: text('Check'),
    private_metadata: JSON.stringify(memory),
    blocks: [
      input(imageInputs.reference, 'Image', textInput('us.icr.io/NAMESPACE/NAME:TAG', 500)),
      input(imageInputs.project, 'Code Engine project', textInput('the usual one', 200), true),
      input(
        imageInputs.secret,
        'Registry secret',
        textInput('the one that the project has for this registry', 200),
        true,
      ),
      input(
        imageInputs.push,
        'Push',
        {
          type: 'checkboxes',
          action_id: 'value',
          options: [{ text: text('Can it be pushed as well?'), value: 'push' }],
        },
        true,
      ),
      context(
        memory.channel ? 'The answer is shown where you asked.' : 'The answer comes as a direct message.',
      ),
    ],
  };
}

function input(blockId: string, label: string, element: InputBlock['element'], optional = false): InputBlock {
  return { type: 'input', block_id: blockId, label: text(label), element, optional };
}

function textInput(example: string, longest: number): InputBlock['element'] {
  return { type: 'plain_text_input', action_id: 'value', max_length: longest, placeholder: text(example) };
}

function text(words: string) {
  return { type: 'plain_text' as const, text: words, emoji: false };
}
