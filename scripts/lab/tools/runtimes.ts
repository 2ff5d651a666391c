import type { LabCase, Tool } from '../case';
import { armProgram } from './builds';

/** A bundle whose root file system is busybox, with the command and the further edits of config.json given. */
const bundle = (edit: string) =>
  [
    'mkdir -p bundle/rootfs/bin bundle/rootfs/proc bundle/rootfs/dev bundle/rootfs/sys bundle/rootfs/etc && cd bundle && cp /bin/busybox rootfs/bin/ && ln -sf busybox rootfs/bin/sh && ln -sf busybox rootfs/bin/echo',
    'runc spec',
    `python3 - <<'PY'\nimport json\nc=json.load(open('config.json'))\nc['process']['terminal']=False\nc['linux']['namespaces']=[n for n in c['linux']['namespaces'] if n['type'] not in ('network','cgroup')]\n${edit}\njson.dump(c,open('config.json','w'))\nPY`,
  ].join('\n');
const args = (list: string) => `c['process']['args']=${list}`;

function cases(runtime: string): readonly LabCase[] {
  const run = `${runtime} run c$$`;
  const start = (
    name: string,
    cause: LabCase['cause'],
    edit: string,
    shows: RegExp,
    more = 'true',
  ): LabCase => ({
    name,
    cause,
    shows,
    setup: `${bundle(edit)}\n${more}`,
    run: `cd bundle && ${run}`,
  });
  const withoutInterpreter = start(
    'interpreter-missing',
    'entrypoint-not-found',
    args(`['/bin/start']`),
    /no such file|not found/i,
    `printf '#!/bin/bash\\necho hi\\n' > rootfs/bin/start; chmod +x rootfs/bin/start`,
  );
  return [
    start('program-missing', 'entrypoint-not-found', args(`['/app/server']`), /no such file|not found/i),
    start('command-missing', 'entrypoint-not-found', args(`['node','server.js']`), /not found/i),
    start(
      'program-not-executable',
      'entrypoint-not-executable',
      args(`['/etc/start.sh']`),
      /permission denied|not executable/i,
      'echo "#!/bin/sh" > rootfs/etc/start.sh',
    ),
    start(
      'arm-program',
      'exec-format-error',
      args(`['/bin/arm']`),
      /exec format error/i,
      `${armProgram} && mv arm rootfs/bin/`,
    ),
    { ...withoutInterpreter, ...(runtime === 'crun' && { also: ['runtime-library-missing'] as const }) },
    start('no-command', 'no-entrypoint', args('[]'), /args/i),
    start(
      'volume-missing',
      'volume-mount-failed',
      `c['mounts'].append({'destination':'/data','type':'bind','source':'/srv/data','options':['bind']})`,
      /srv\/data/,
    ),
    start(
      'well',
      'healthy-no-problem',
      args(`['sh','-c','echo error reporting enabled; echo ready']`),
      /ready/,
    ),
  ];
}

export const runc: Tool = { name: 'runc', needs: 'runc', version: 'runc --version', cases: cases('runc') };
export const crun: Tool = { name: 'crun', needs: 'crun', version: 'crun --version', cases: cases('crun') };
