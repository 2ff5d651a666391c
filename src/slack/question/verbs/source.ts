/** `source URL`: can a build fetch this source, and would it succeed? */
import { withScheme } from '../addresses';
import { type Mistake, mistake, type SourceCommand } from '../command';
import { kindOf, nameOf } from '../kinds';
import { repositoryAt } from '../repositories';
import { option, scopePieces, type Verb } from '../verb';

const strategies = ['dockerfile', 'buildpacks'] as const;

export const source: Verb<SourceCommand> = {
  words: ['source', 'git', 'repo', 'repository'],
  usage: 'source https://HOST/OWNER/REPOSITORY',
  options: ['revision', 'context-dir', 'dockerfile', 'strategy', 'secret', 'project', 'region', 'account'],
  read({ values, options, scope }): SourceCommand | Mistake {
    const [first, second] = values;
    const said = first?.text;
    // `OWNER/NAME` alone is how GitHub calls its repositories.
    const given = said && withScheme(/^[\w-]+\/[\w.-]+$/.test(said) ? `github.com/${said}` : said);
    if (!given) return mistake('Which repository?', source.usage);
    // `source build shop-api`, `source shop-api`: a build knows the address of its source.
    const build = second && kindOf(first) === 'build' ? second : first;
    if (build !== first || !/[/:.@]/.test(said)) {
      const nearest = { do: 'diagnose', kind: 'build', name: nameOf(build), check: true, ...scope } as const;
      return { do: 'mistake', problem: `${said} is no address of a repository.`, nearest };
    }
    // A branch or a directory, as a browser shows it.
    const page = repositoryAt(given);
    const { do: _do, url, ...place } = page?.revision === undefined ? { do: 'source', url: given } : page;
    const strategy = strategies.find((each) => each === options.strategy?.toLowerCase());
    if (options.strategy !== undefined && !strategy) {
      return mistake(`${options.strategy} is no strategy.`, '--strategy dockerfile|buildpacks');
    }
    const command: SourceCommand = {
      do: 'source',
      url,
      ...place,
      ...(options.revision === undefined ? {} : { revision: options.revision }),
      ...(options['context-dir'] === undefined ? {} : { contextDir: options['context-dir'] }),
      ...(options.dockerfile === undefined ? {} : { dockerfile: options.dockerfile }),
      ...(strategy ? { strategy } : {}),
      ...(options.secret === undefined ? {} : { secret: options.secret }),
      ...scope,
    };
    if (!second) return command;
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
