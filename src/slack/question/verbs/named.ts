/** What verbs about a resource share: its kind and its name. */
import type { WorkloadKind } from '../../../diagnosis/model/subject';
import { type DiagnoseCommand, type Mistake, mistake, type Scope, type TranscriptCommand } from '../command';
import { nameOf } from '../kinds';
import type { Options } from '../options';
import type { Word } from '../words';

type About = DiagnoseCommand | TranscriptCommand;

interface Parts {
  readonly kind: WorkloadKind | undefined;
  /** What stands after the kind. */
  readonly values: readonly Word[];
  /** `--name NAME`, as the command line of IBM Cloud has it. */
  readonly options: Pick<Options, 'name'>;
  readonly scope: Scope;
  readonly usage: string;
}

/** `NAME`; after `build` and `job` also `run NAME`. */
export function named<D extends About['do']>(
  verb: D,
  { kind, values: said, options, scope, usage }: Parts,
): (About & { readonly do: D }) | Mistake {
  const { name: given } = options;
  const values = said.length === 0 && given !== undefined ? [{ text: given, quoted: true }] : said;
  const [first, second] = values;
  const run = first && second && !first.quoted && first.text.toLowerCase() === 'run';
  if (run && (kind === 'build' || kind === 'job')) {
    const runKind = kind === 'build' ? 'buildrun' : 'jobrun';
    return named(verb, {
      kind: runKind,
      values: values.slice(1),
      options,
      scope,
      usage: usage.replace(kind, runKind),
    });
  }
  if (!first?.text) return mistake('The name is missing.', usage);
  const command = { do: verb, ...(kind ? { kind } : {}), name: nameOf(first), ...scope } as About & {
    readonly do: D;
  };
  if (values.length === 1) return command;
  return { do: 'mistake', problem: 'Only one name can be asked about at a time.', nearest: command };
}
