/** The source adapter as tests use it: real git hosts, logins from a table. */

import { SourceError } from '../../src/diagnosis/model/evidence';
import { type GitCredential, Masker, Secret } from '../../src/diagnosis/model/secrets';
import type { SourceHistory } from '../../src/diagnosis/model/source-changes';
import type { SourceCheck, SourceStepName } from '../../src/diagnosis/model/source-check';
import type { SourceTree } from '../../src/diagnosis/model/source-tree';
import type { SourceQuestion } from '../../src/diagnosis/model/sources';
import { explain } from '../../src/diagnosis/verdict/text/explain';
import { createSource, type SourceOptions } from '../../src/source';
import { project, systemClock } from './registry-adapter';

/** A login as a secret holds it. */
export type GitLogin =
  | { readonly username: string; readonly password: string }
  | { readonly privateKey: string; readonly knownHosts?: string };

export interface SourceAdapterOptions extends Partial<Omit<SourceOptions, 'credentials'>> {
  readonly secrets?: Readonly<Record<string, GitLogin | SourceError>>;
}

export interface SourceAdapter {
  check(url: string, question?: Partial<Omit<SourceQuestion, 'url'>>): Promise<SourceCheck>;
  /** Climbs, and hands the tree over. */
  look<T>(
    url: string,
    question: Partial<Omit<SourceQuestion, 'url'>>,
    look: (tree: SourceTree, check: SourceCheck) => Promise<T>,
  ): Promise<T>;
  /** Climbs, and hands over whatever is known at the end of the ladder. */
  climb<T>(
    url: string,
    question: Partial<Omit<SourceQuestion, 'url'>>,
    look: (
      check: SourceCheck,
      tree: SourceTree | undefined,
      history: SourceHistory | undefined,
    ) => Promise<T>,
  ): Promise<T>;
  readonly masker: Masker;
  close(): void;
}

/** An adapter that may ask this machine; the question's project is `project`. */
export function createSourceAdapter(options: SourceAdapterOptions = {}): SourceAdapter {
  const { secrets = {}, masker = new Masker(), ...rest } = options;
  const source = createSource({
    clock: systemClock,
    masker,
    allowedHosts: ['127.0.0.1'],
    explain,
    ...rest,
    credentials: {
      async gitCredential(_ref, secretName): Promise<GitCredential> {
        const found = secrets[secretName] ?? new SourceError('not-found', `there is no secret ${secretName}`);
        if (found instanceof SourceError) throw found;
        if ('password' in found) {
          return {
            format: 'basic_auth',
            secretName,
            username: found.username,
            password: new Secret(found.password),
          };
        }
        const { privateKey, knownHosts } = found;
        return {
          format: 'ssh_auth',
          secretName,
          privateKey: new Secret(privateKey),
          ...(knownHosts !== undefined && { knownHosts }),
        };
      },
    },
  });
  const signal = () => new AbortController().signal;
  return {
    masker,
    check: (url, question = {}) =>
      source.climb({ url, project, knownHosts: [], ...question }, async ({ check }) => check, signal()),
    look: (url, question, look) =>
      source.climb(
        { url, project, knownHosts: [], ...question },
        async ({ check, tree }) => {
          if (!tree) throw new Error(`no tree: ${JSON.stringify(check.steps)}`);
          return look(tree, check);
        },
        signal(),
      ),
    climb: (url, question, look) =>
      source.climb(
        { url, project, knownHosts: [], ...question },
        ({ check, tree, history }) => look(check, tree, history),
        signal(),
      ),
    close: () => source.close(),
  };
}

/** The first failing step, as `step cause`. */
export function failedAt({ steps }: SourceCheck): string | undefined {
  const failed = steps.find(({ status }) => status === 'failed');
  return failed && `${failed.step} ${failed.cause}`;
}

export function proofAt({ steps }: SourceCheck, step: SourceStepName): string {
  return steps.find((one) => one.step === step)?.proof ?? '';
}

/** `step status` of every step. */
export function stepsOf({ steps }: SourceCheck): Readonly<Record<string, string>> {
  return Object.fromEntries(steps.map(({ step, status }) => [step, status]));
}
