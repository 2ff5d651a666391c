/** `image REFERENCE`: can this image be pulled, or pushed? */
import { type ImageCommand, type Mistake, mistake } from '../command';
import { withoutScheme } from '../images';
import { option, scopePieces, type Verb } from '../verb';

export const image: Verb<ImageCommand> = {
  words: ['image', 'img'],
  usage: 'image REGISTRY/NAMESPACE/NAME:TAG',
  options: ['secret', 'anonymous', 'push', 'project', 'region', 'account'],
  read({ values, options, scope }): ImageCommand | Mistake {
    const reference = values[0]?.text && withoutScheme(values[0].text);
    if (!reference) return mistake('Which image?', image.usage);
    const command: ImageCommand = {
      do: 'image',
      reference,
      ...(options.secret === undefined ? {} : { secret: options.secret }),
      ...(options.anonymous ? { anonymous: true } : {}),
      ...(options.push ? { push: true } : {}),
      ...scope,
    };
    const rest = values.slice(1).map(({ text }) => text.toLowerCase());
    if (rest.length === 0) return command;
    if (/^(?:anonymous(?:ly)?|(?:with)?(?:no|out) (?:login|secret|password))$/.test(rest.join(' ')))
      return { ...command, anonymous: true };
    return { do: 'mistake', problem: 'An image reference has no spaces.', nearest: command };
  },
  write: ({ reference, secret, anonymous, push, ...scope }) => [
    'image',
    { value: reference },
    ...option('secret', secret),
    ...(anonymous ? ['--anonymous'] : []),
    ...(push ? ['--push'] : []),
    ...scopePieces(scope),
  ],
};
