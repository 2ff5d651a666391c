/** `audit` and `access`: what administrators ask about the bot itself. */
import { type AccessCommand, type AuditCommand, type Command, type Mistake, mistake } from '../command';
import { type Given, option, type Verb } from '../verb';
import { explained } from './explain';

const MOST_DAYS = 3650;

export const audit: Verb<AuditCommand> = {
  words: ['audit'],
  usage: 'audit',
  options: ['user', 'project', 'days'],
  read(given): Command | Mistake {
    const { values, options } = given;
    if (values.length > 0) return said(given);
    const { user, project, days } = options;
    if (days !== undefined && !(/^[1-9]\d{0,3}$/.test(days) && Number(days) <= MOST_DAYS)) {
      return mistake(`--days takes a number from 1 to ${MOST_DAYS}.`, audit.usage);
    }
    return {
      do: 'audit',
      ...(user === undefined ? {} : { user: user.replace(/^@/, '') }),
      ...(project === undefined ? {} : { project }),
      ...(days === undefined ? {} : { days: Number(days) }),
    };
  },
  write: ({ user, project, days }) => [
    'audit',
    ...option('user', user),
    ...option('project', project),
    ...option('days', days?.toString()),
  ],
};

export const access: Verb<AccessCommand> = {
  words: ['access'],
  usage: 'access [edit]',
  options: ['user', 'channel'],
  read(given): Command | Mistake {
    const { values, options } = given;
    const [first, ...more] = values;
    const wrong = (problem: string) => mistake(problem, access.usage);
    if (more.length > 0 || (first && first.text.toLowerCase() !== 'edit')) return said(given);
    const { user, channel } = options;
    if (first) {
      return user || channel ? wrong('access edit takes no options.') : { do: 'access', edit: true };
    }
    if (channel !== undefined && !/^[CDG][A-Z0-9]{2,20}$/.test(channel)) {
      return wrong('--channel takes the id of a channel, which stands at the end of its details in Slack.');
    }
    return {
      do: 'access',
      ...(user === undefined ? {} : { user: user.replace(/^@/, '') }),
      ...(channel === undefined ? {} : { channel }),
    };
  },
  write: ({ edit, user, channel }) => [
    'access',
    ...(edit ? ['edit'] : []),
    ...option('user', user),
    ...option('channel', channel),
  ],
};

/** Logs say “access denied” and “audit failed”: what follows the word makes it a piece of one. */
function said({ verb, values }: Given): Command | Mistake {
  return explained([verb, ...values.map(({ text }) => text)].join(' '));
}
