/** The form of *Check an image*: the same as the command `image`. */
import type { ModalView } from '@slack/types';
import { actionIds } from './action-ids';
import { button, type Card, context, input, plainText, textInput } from './blocks';
import { notOpenedCard } from './not-opened';
import { projectMenu } from './project-menu';

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

/** How an image is checked without the form. */
export function typedImageCard(): Card {
  return notOpenedCard({
    title: '🔎 How to check an image',
    typed: [
      '`/ce-image image REGISTRY/NAMESPACE/NAME:TAG`',
      '`/ce-image image REGISTRY/NAMESPACE/NAME:TAG --project PROJECT --secret NAME --push`',
    ].join('\n'),
    again: button('Try again', actionIds.imageForm, { value: 'image' }),
  });
}

/** The form *Check an image*. */
export function imageView(memory: ImageMemory): ModalView {
  return {
    type: 'modal',
    callback_id: IMAGE_VIEW,
    title: plainText('Check an image'),
    close: plainText('Cancel'),
    submit: plainText('Check'),
    private_metadata: JSON.stringify(memory),
    blocks: [
      input(imageInputs.reference, 'Image', textInput('us.icr.io/NAMESPACE/NAME:TAG', 500)),
      input(imageInputs.project, 'Code Engine project', projectMenu('The usual one'), true),
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
          options: [{ text: plainText('Can it be pushed as well?'), value: 'push' }],
        },
        true,
      ),
      context(
        memory.channel ? 'The answer is shown where you asked.' : 'The answer comes as a direct message.',
      ),
    ],
  };
}
