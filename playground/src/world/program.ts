/** What is in an image: what happens when it is started, for reasons that settings can remove. */
import type { EnvVariable } from './resources';

export interface Program {
  /** Port that it listens on, whatever it is told; absent: that of PORT, which Code Engine sets. */
  readonly listensOn?: number;
  /** Gigabytes that it needs. */
  readonly memory?: number;
  /** Gigabytes that it writes to its own disk. */
  readonly disk?: number;
  /** Seconds that its work takes. */
  readonly seconds?: number;
  /** It ends by itself, with this code: nothing that is set keeps it from that. */
  readonly ends?: number;
  /** Commands that the image has; absent: any. */
  readonly commands?: readonly string[];
  /** Options that it takes; absent: any. */
  readonly takes?: readonly string[];
  /** Paths that it answers; absent: any. */
  readonly answers?: readonly string[];
  /** Its layers cannot be unpacked. */
  readonly broken?: true;
}

/** How a container is started. */
export interface Start {
  readonly as: 'app' | 'job';
  readonly entrypoint: readonly string[];
  readonly commands: readonly string[];
  readonly arguments: readonly string[];
  readonly env: readonly EnvVariable[];
  /** Gigabytes. */
  readonly memory: number;
  readonly disk: number;
  readonly port: number;
  /** Path of the HTTP readiness probe; absent: the port alone is asked. */
  readonly probe?: string;
  /** Seconds that a job may take. */
  readonly most?: number;
}

/** What became of it. `reason`: as the platform names it. */
export type Ran =
  | { readonly ok: true; readonly seconds: number }
  | { readonly ok: false; readonly reason: string; readonly exitCode: number; readonly says: string };

const failed = (reason: string, exitCode: number, says: string): Ran => ({
  ok: false,
  reason,
  exitCode,
  says,
});

/** Starts a program. */
export function run(program: Program, start: Start): Ran {
  const words = [...(start.commands.length > 0 ? start.commands : start.entrypoint)];
  const [command] = words;
  if (command === undefined) return failed('CreateContainerError', 128, 'no command specified');
  const has = (name: string) => !name.includes(' ') && (program.commands?.includes(name) ?? true);
  if (!has(command)) {
    return failed('StartError', 128, `exec: "${command}": executable file not found in $PATH`);
  }
  const odd = start.arguments.find(
    (word) => word.startsWith('-') && program.takes && !program.takes.includes(word),
  );
  if (odd !== undefined) return failed('Error', 2, `error: unknown option '${odd}'`);
  if ((program.memory ?? 0) > start.memory) return failed('OOMKilled', 137, '');
  if ((program.disk ?? 0) > start.disk)
    return failed('ExceededEphemeralStorage', 137, 'No space left on device');
  if (program.ends !== undefined && (program.ends !== 0 || start.as === 'app')) {
    return failed(program.ends === 0 ? 'Completed' : 'Error', program.ends, 'the program ends');
  }
  const seconds = program.seconds ?? 30;
  if (start.as === 'job') {
    const late = start.most !== undefined && seconds > start.most;
    return late ? failed('MaxExecutionTimeExceeded', 143, '') : { ok: true, seconds };
  }
  if (program.listensOn !== undefined && program.listensOn !== start.port) {
    return failed('NotListening', 0, `listening on ${program.listensOn}`);
  }
  if (start.probe !== undefined && program.answers && !program.answers.includes(start.probe)) {
    return failed('ProbeFailed', 0, 'Readiness probe failed: HTTP probe failed with statuscode: 404');
  }
  return { ok: true, seconds };
}

/** Kubernetes amounts as gigabytes: `500M`, `4G`, `400Mi`. */
export function gigabytes(amount: string): number {
  const [, number = '0', unit = ''] = /^([\d.]+)([KMGT]?)i?$/.exec(amount) ?? [];
  const factor = { '': 1e-9, K: 1e-6, M: 1e-3, G: 1, T: 1e3 }[unit] ?? 1;
  return Number(number) * factor;
}
