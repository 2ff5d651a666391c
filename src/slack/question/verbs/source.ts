/** `source URL`: can a build fetch this source, and would it succeed? */
import { withScheme } from '../addresses';
import { type Mistake, mistake, type SourceCommand } from '../command';
import { option, scopePieces, type Verb } from '../verb';

const strategies = ['dockerfile', 'buildpacks'] as const;

export const source: Verb<SourceCommand> = {
  words: ['source', 'git', 'repo', 'repository'],
  usage: 'source https://HOST/OWNER/REPOSITORY',
  options: ['revision', 'context-dir', 'dockerfile', 'strategy', 'secret', 'project', 'region', 'account'],
  read({ values, options, scope }): SourceCommand | Mistake {
    const said = values[0]?.text;
    // `OWNER/NAME` alone is how GitHub calls its repositories.
    const url = said && withScheme(/^[\w-]+\/[\w.-]+$/.test(said) ? `github.com/${said}` : said);
    if (!url) return mistake('Which repository?', source.usage);
    const strategy = strategies.find((each) => each === options.strategy?.toLowerCase());
    if (options.strategy !== undefined && !strategy) {
      return mistake(`${options.strategy} is no strategy.`, '--strategy dockerfile|buildpacks');
    }
    const command: SourceCommand = {
      do: 'source',
      url,
      ...(options.revision === undefined ? {} : { revision: options.revision }),
      ...(options['context-dir'] === undefined ? {} : { contextDir: options['context-dir'] }),
      ...(options.dockerfile === undefined ? {} : { dockerfile: options.dockerfile }),
      ...(strategy ? { strategy } : {}),
      ...(options.secret === undefined ? {} : { secret: options.secret }),
      ...scope,
    };
    if (values.length === 1) return command;
    return { do: 'mistake', problem: 'Only one repository can be checked at a time.', nearest: command };
  },
  write: ({ url, revision, contextDir, dockerfile, strategy, secret, ...scope }) => [
    'source',
    { value: url },
    ...option('revision', revision),
    ...option('context-dir', contextDir),
    ...option('dockerfile', dockerfile),
    ...option('strategy', strategy),
    ...option('secret', secret),
    ...scopePieces(scope),
  ],
};
