/**
 * A machine of the lab: a toolbox (the root file system of one Debian suite) under a fresh overlay, entered with
 * chroot. What a case does to it is gone with the overlay; the toolbox itself is never written to.
 */
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Suite } from './case';
import { toolbox } from './places';
import { trustedAuthority } from './servers/tls';

export interface Outcome {
  readonly text: string;
  readonly code: number | null;
}

const path = '/opt/node/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** Folders that a daemon renames or mounts on, which an overlay forbids: they lie in memory. */
const inMemory = ['run', 'tmp', 'var/lib/docker', 'var/lib/containerd', 'var/lib/containers', 'workspace'];

let machines = 0;

export class Machine {
  private constructor(
    readonly root: string,
    /** A loopback address for the servers of this machine alone. */
    readonly address: string,
  ) {}

  /** Mounts a fresh machine of `suite`. Only inside the lab's own mount namespace (see world.ts). */
  static boot(suite: Suite, name: string): Machine {
    const base = `/mnt/lab/${name}-${++machines}`;
    const root = join(base, 'root');
    for (const folder of ['upper', 'work', 'root']) mkdirSync(join(base, folder), { recursive: true });
    const mount = (...args: string[]) => execFileSync('mount', args);
    const layers = `lowerdir=${toolbox(suite)},upperdir=${base}/upper,workdir=${base}/work`;
    mount('-t', 'overlay', 'overlay', '-o', layers, root);
    mount('-t', 'proc', 'proc', join(root, 'proc'));
    mount('--rbind', '/sys', join(root, 'sys'));
    mount('--rbind', '/dev', join(root, 'dev'));
    // crun refuses the hybrid of both hierarchies of control groups.
    const unified = join(root, 'sys/fs/cgroup/unified');
    if (existsSync(unified)) execFileSync('umount', ['-l', unified]);
    for (const folder of inMemory) {
      mkdirSync(join(root, folder), { recursive: true });
      mount('-t', 'tmpfs', 'tmpfs', join(root, folder));
    }
    const machine = new Machine(root, `127.0.1.${machines}`);
    machine.write('/etc/resolv.conf', 'nameserver 192.0.2.53\noptions timeout:2 attempts:1\n');
    machine.write('/etc/hosts', '127.0.0.1 localhost\n');
    machine.write('/etc/hostname', 'build-host\n');
    appendFileSync(join(root, 'etc/ssl/certs/ca-certificates.crt'), readFileSync(trustedAuthority()));
    return machine;
  }

  /** Links count without being followed: they lead to places inside the machine. */
  has(program: string): boolean {
    return path
      .split(':')
      .some((folder) => lstatSync(join(this.root, folder, program), { throwIfNoEntry: false }));
  }

  write(file: string, content: string): void {
    const at = join(this.root, file.startsWith('/') ? file : `/workspace/${file}`);
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, content);
  }

  /** Runs a shell script in /workspace; standard output and error become one text, as in a log. `limit` in seconds. */
  run(script: string, env: Readonly<Record<string, string>> = {}, limit = 60): Promise<Outcome> {
    const settings = { PATH: path, HOME: '/root', LANG: 'C.UTF-8', LAB_ADDRESS: this.address, ...env };
    const args = [
      this.root,
      'env',
      '-i',
      ...Object.entries(settings).map(([name, value]) => `${name}=${value}`),
      'timeout',
      '-k',
      '2',
      String(limit),
      'sh',
      '-c',
      `ulimit -n 1048576 2>/dev/null; cd /workspace\n${script}`,
    ];
    return new Promise((resolve, reject) => {
      const child = spawn('chroot', args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
      const parts: Buffer[] = [];
      child.stdout.on('data', (part: Buffer) => parts.push(part));
      child.stderr.on('data', (part: Buffer) => parts.push(part));
      child.on('error', reject);
      // A daemon left in the background holds the pipes open: the script's own end counts.
      child.on('exit', (code) =>
        setTimeout(() => {
          child.stdout.destroy();
          child.stderr.destroy();
          resolve({ text: Buffer.concat(parts).toString('utf8'), code });
        }, 60),
      );
    });
  }

  /** Empties /workspace and ends what a case left running in the background in its own session. */
  async sweep(): Promise<void> {
    await this.run('find /workspace -mindepth 1 -delete 2>/dev/null; rm -rf /tmp/* 2>/dev/null; true');
  }
}
