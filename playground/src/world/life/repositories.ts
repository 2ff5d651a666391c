/** The repositories of the simulated companies: what a build names is there, unless a scenario says otherwise. */
import { type GitRepository, placeOf } from '../../git';
import type { BuildSpec } from '../resources';
import type { World } from '../world';

/** How long ago the newest commit was made, seconds. */
const COMMITTED_AGO = 7_200;

/**
 * Puts the repository of a build where its address says, at every spelling of it, with a history of at least two commits.
 * Returns their ids, newest first.
 */
export function commitTo(
  world: World,
  build: Partial<
    Pick<
      BuildSpec,
      'source_url' | 'source_revision' | 'source_context_dir' | 'strategy_type' | 'strategy_spec_file'
    >
  >,
  holds: Partial<Omit<GitRepository, 'host' | 'path'>> = {},
): readonly string[] | undefined {
  const place = placeOf(build.source_url ?? '');
  if (!place) return undefined;
  const below = build.source_context_dir ? `${build.source_context_dir}/` : '';
  const files: GitRepository['files'] = build.strategy_type?.startsWith('buildpacks')
    ? {
        [`${below}package.json`]: '{ "scripts": { "start": "node server.js" } }\n',
        [`${below}server.js`]: 'listen();\n',
      }
    : {
        [`${below}${build.strategy_spec_file ?? 'Dockerfile'}`]:
          'FROM scratch\nCOPY server /server\nENTRYPOINT ["/server"]\n',
        [`${below}server`]: { text: 'a program\n', executable: true },
      };
  const held = holds.files ?? files;
  return world.git.put({
    ...place,
    files: held,
    // People write about what they do.
    earlier: [{ files: { ...held, 'CHANGES.md': 'Not written yet.\n' }, subject: 'Begin a change log' }],
    madeAt: Math.floor(world.clock.now() / 1000) - COMMITTED_AGO,
    ...(build.source_revision !== undefined && { branch: build.source_revision }),
    ...holds,
  });
}
