/** What a line of text states, once its tool's way of speaking is taken away: who failed, at what, and how. */
import type { Phase } from '../model/cause-id';
import type { Level } from './clean';
import type { Trace } from './traces';

/** Ways in which work fails. Each has words of its own in `ways/`. */
export type Went =
  // on the way to another machine
  | 'name-unresolved'
  | 'refused'
  | 'reset'
  | 'timeout'
  | 'plain-http'
  | 'cert-untrusted'
  | 'cert-expired'
  | 'cert-name'
  | 'proxy-failed'
  // what the other machine answers
  | 'server-error'
  | 'rate-limited'
  | 'too-large'
  | 'no-credentials'
  | 'bad-credentials'
  | 'credentials-expired'
  | 'unauthorized'
  | 'forbidden'
  | 'merged-refusal'
  | 'address-refused'
  | 'policy-refused'
  | 'quota-storage'
  | 'quota-traffic'
  | 'quota'
  | 'immutable'
  | 'session-lost'
  | 'not-found'
  /** It answered, and with nothing that its kind answers. */
  | 'bad-answer'
  // what is wrong with what arrived, or with what was asked for
  | 'unparsable'
  | 'no-platform'
  | 'old-format'
  | 'corrupt'
  | 'not-unpackable'
  | 'version-unsupported'
  | 'mismatch'
  | 'conflict'
  | 'syntax'
  | 'compile'
  | 'usage'
  | 'not-approved'
  // what the machine lacks
  | 'no-space'
  | 'read-only'
  | 'storage-limit'
  | 'out-of-memory'
  | 'killed'
  /** The exit code of a killed program, and no word of who killed it. */
  | 'killed-it-seems'
  | 'time-limit'
  | 'canceled'
  | 'port-taken'
  | 'wrong-architecture'
  | 'permission-denied'
  | 'no-such-file'
  | 'command-missing'
  | 'library-missing'
  | 'module-missing'
  | 'value-missing'
  | 'not-running'
  | 'not-listening'
  /** The tool that works broke by itself: a compiler's own error. */
  | 'tool-broke'
  | 'engine-broke'
  | 'setup-failed'
  /** It ended, and well: to a server that is a failure. */
  | 'ended'
  | 'crashed'
  | 'exited'
  /** Something failed, and the words say no more. */
  | 'failed';

/** What the work was about. */
export type Thing =
  | 'image'
  | 'image-digest'
  | 'image-repository'
  | 'layer'
  | 'registry'
  | 'token'
  | 'git-repository'
  | 'git-ref'
  | 'git-host'
  | 'submodule'
  | 'lfs'
  | 'package'
  | 'package-index'
  | 'lock-file'
  | 'install-scripts'
  | 'download'
  | 'service'
  /** Whatever a program talks to, when the words do not name it. */
  | 'peer'
  | 'engine'
  | 'credential-helper'
  | 'proxy'
  | 'dockerfile'
  | 'stage'
  | 'context-file'
  | 'cache'
  | 'source-code'
  | 'project-file'
  | 'compiler'
  | 'build-tool'
  | 'dependency'
  | 'command'
  | 'program'
  | 'file'
  | 'module'
  | 'library'
  | 'runtime'
  | 'setting'
  | 'directory'
  | 'port'
  | 'probe'
  | 'volume'
  | 'sandbox'
  | 'secret'
  | 'config-map'
  | 'pod'
  | 'quota'
  | 'buildpack'
  | 'builder'
  | 'start-command'
  | 'bundle'
  | 'step'
  | 'memory'
  | 'disk';

/** How a fact was read, strongest first: a sentence that only one cause has; a tool's own sentence; a failure and what
 * it hit, put together; a failure alone; that something ended badly. */
const tiers = ['phrase', 'tool', 'composed', 'alone', 'symptom'] as const;
export type Tier = (typeof tiers)[number];

export interface Fact {
  readonly tier: Tier;
  readonly went: Went;
  /** What it hit, the likeliest first. */
  readonly to: readonly Thing[];
  /** Of these the ones that the line itself names; absent: all. The others are what its tool mostly works on. */
  readonly said?: readonly Thing[];
  /** The tool that speaks, where its grammar tells. */
  readonly who?: string;
  /** Number of the sentence that names the cause by itself, for the tier `phrase`. */
  readonly phrase?: number;
  readonly phase?: Phase;
  /** Part of the work that the tool mostly does: a hint where nothing else tells. */
  readonly usual?: Phase;
  readonly step?: string;
  readonly level?: Level;
  /** Image, host, package, file, command … named in the line. */
  readonly named: Readonly<Record<string, string>>;
  /** The line, cleaned; long ones are cut to the neighbourhood of the match. */
  readonly line: string;
  readonly lineNumber: number;
  /** Counts every line that was looked at. */
  readonly order: number;
  /** Found only after lines had been put together. */
  readonly joined: boolean;
  /** Read from a piece of a line that was put together. */
  readonly piece: boolean;
  /** Lines before and after, for a person. */
  readonly before: readonly string[];
  readonly after: string[];
  /** The stack trace of a crash, which may name the exception further down. */
  readonly trace?: Trace;
  /** Numbers of the rules that took part, for measuring. */
  readonly rules: readonly number[];
}
