/** The source adapter: proves step by step whether a build can fetch its source, and opens the tree for the core. */
import type { Explain } from '../diagnosis/model/cause-id';
import { SourceError } from '../diagnosis/model/evidence';
import type { Exchange } from '../diagnosis/model/exchange';
import { isPublicHost, type Page, repositoryPage } from '../diagnosis/model/git-pages';
import { notReached, StepResults } from '../diagnosis/model/ladder';
import type { Masker } from '../diagnosis/model/secrets';
import {
  type SkippedSourceStep,
  type SourceCheck,
  type SourceStepName,
  sourceSteps,
} from '../diagnosis/model/source-check';
import type {
  Clock,
  GitCredentialSource,
  GitSource,
  SourceLadder,
  SourceQuestion,
} from '../diagnosis/model/sources';
import { oneLine } from '../diagnosis/model/text';
import { forbiddenHost, notAsked } from '../net/addresses';
import type { Resolve } from '../net/endpoint';
import { Transport } from '../net/transport';
import { lookBeside } from './beside';
import { chooseLogin } from './credentials';
import { KeptObjects } from './git/kept-objects';
import { Ladder } from './ladder';
import { parseAddress, type RepositoryAddress, spelled } from './reach/address';
import { asker, SourceHosts } from './reach/hosts';
import type { LadderContext } from './record';

export interface SourceOptions {
  readonly credentials: GitCredentialSource;
  /** Hosts that anybody may ask about, `host` or `host:port`; their addresses may be private, and plain HTTP is fine. */
  readonly allowedHosts?: readonly string[];
  /** Host to the URL that is asked in its place, for mirrors and stand-ins. */
  readonly endpoints?: ReadonlyMap<string, string>;
  /** Private certificate authorities in PEM, in addition to the public ones. */
  readonly ca?: string | readonly string[];
  readonly clock: Clock;
  /** Learns every password, token and key. */
  readonly masker: Masker;
  /** Names the cause in a host's words, when nothing else tells. */
  readonly explain?: Explain;
  /** Milliseconds for one exchange. Default 8000. */
  readonly requestTimeoutMs?: number;
  readonly userAgent?: string;
  /** Told of every exchange that has ended. */
  readonly onExchange?: (exchange: Exchange) => void;
  /** Resolves a host name; the default asks the system. */
  readonly resolve?: Resolve;
}

/** Builds the adapter. Nothing is asked before the first question; `close` ends the open connections. */
export function createSource(options: SourceOptions): GitSource & { close(): void } {
  // Git hosts serve programs that call themselves git.
  const {
    allowedHosts = [],
    endpoints,
    requestTimeoutMs = 8000,
    userAgent = 'git/2.45 ce-image',
    masker,
  } = options;
  const hosts = new SourceHosts(allowedHosts, endpoints);
  const transport = new Transport({ ...options, system: 'git', requestTimeoutMs, userAgent });
  const context: LadderContext = {
    ...options,
    hosts,
    transport,
    requestTimeoutMs,
    kept: new KeptObjects(),
  };

  async function climb<T>(
    question: SourceQuestion,
    look: (ladder: SourceLadder) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const parsed = parseAddress(question.url);
    if (!parsed.ok) {
      const steps = new StepResults<SourceStepName, SkippedSourceStep>(sourceSteps);
      steps.failed('address', 0, { cause: 'git-address-invalid', proof: masker.mask(parsed.problem) });
      return look({
        check: {
          ...unclimbed(question, oneLine(masker.mask(question.url), 200)),
          steps: steps.list(),
          outcome: 'failed',
        },
      });
    }
    const { address } = parsed;
    const url = spelled(address);
    const page = address.scheme === 'ssh' ? undefined : repositoryPage(question.url);
    const shown = page?.revision !== undefined && isPage(page.url, address) ? page : undefined;
    if (shown && isPublicHost(address.hostname)) {
      const { check } = await ofPage(question, shown, url, signal);
      return look({ check });
    }
    if (!hosts.mayAsk(address, question.knownHosts)) {
      const kind = forbiddenHost(address.hostname);
      const note =
        kind !== undefined
          ? notAsked(address.authority, kind, asker)
          : `${address.authority} was not asked: no build of the project names it. To allow it, add ${address.authority} to SOURCE_ALLOWED_HOSTS.`;
      return look({ check: { ...unclimbed(question, url), outcome: 'not-checked', notes: [note] } });
    }
    const login = await chooseLogin(question, address, options.credentials, masker, signal);
    const ladder = new Ladder(question, address, login, context, signal);
    try {
      await ladder.climb();
      if (shown && !ladder.tree) {
        // Elsewhere, a repository's own address may look like a page: it is one if the repository that it shows is there.
        const { check, isThere } = await ofPage(question, shown, url, signal);
        if (isThere) return await look({ check });
      }
      await lookBeside(ladder);
      const { steps, tree, history, notChecked, software, commit, tip, defaultBranch, near } = ladder;
      const check: SourceCheck = {
        ...unclimbed(question, url),
        credential: login.used,
        steps: steps.list(),
        outcome: steps.firstFailed ? 'failed' : tree ? 'readable' : 'not-checked',
        ...ladder.place,
        ...(software && { software }),
        ...(commit && { commit }),
        ...(tip !== undefined && { tip }),
        ...(defaultBranch !== undefined && { defaultBranch }),
        ...(near && { near }),
        facts: ladder.facts,
        findings: ladder.findings,
        well: ladder.well,
        notes: [...(notChecked === undefined ? [] : [notChecked]), ...ladder.notes],
      };
      return await look({ check, ...(tree && { tree }), ...(history && { history }) });
    } finally {
      ladder.close();
    }
  }

  /** Git clones no page: what it shows is named, as far as the repository lets us see it. */
  async function ofPage(
    question: SourceQuestion,
    { url: repository, ...shown }: Page,
    url: string,
    signal: AbortSignal,
  ): Promise<{ readonly check: SourceCheck; readonly isThere: boolean }> {
    const { revision: _, commit: __, contextDir: ___, ...asked } = question;
    const found = await climb({ ...asked, ...shown, url: repository }, async ({ check }) => check, signal);
    const { revision = shown.revision, contextDir = shown.contextDir } = found;
    const steps = new StepResults<SourceStepName, SkippedSourceStep>(sourceSteps);
    const proof = `it is the address of a page; the repository’s own is ${repository}`;
    steps.failed('address', 0, { cause: 'git-address-invalid', proof: masker.mask(proof) });
    const check: SourceCheck = {
      ...unclimbed(question, url),
      steps: steps.list(),
      outcome: 'failed',
      facts: {
        sourceUrl: repository,
        ...(revision !== undefined && { revision }),
        ...(contextDir !== undefined && contextDir !== '' && { contextDir }),
        ...(shown.dockerfile !== undefined && { dockerfile: shown.dockerfile }),
      },
    };
    return { check, isThere: found.outcome === 'readable' };
  }

  return {
    async climb(question, look, signal) {
      try {
        return await climb(question, look, signal);
      } catch (error) {
        if (signal.aborted) throw late();
        if (error instanceof SourceError) throw error;
        throw new SourceError(
          'failed',
          'the source check failed in a way that ce-image does not know',
          undefined,
          {
            cause: error,
          },
        );
      }
    },
    close: () => transport.close(),
  };
}

/** Whether an address is another one than that of the repository that it shows. */
function isPage(repository: string, { path }: Pick<RepositoryAddress, 'path'>): boolean {
  const own = parseAddress(repository);
  return own.ok && own.address.path !== path;
}

function late(): SourceError {
  return new SourceError(
    'timeout',
    'the source check was not finished in time',
    'Try again; if it stays slow, look at the status page of the git host.',
  );
}

/** A check of which no step was climbed. */
function unclimbed(question: SourceQuestion, url: string): Omit<SourceCheck, 'outcome'> {
  const { revision, secret } = question;
  return {
    url,
    ...(revision !== undefined && { revision }),
    credential: {
      kind: 'anonymous',
      ...(secret !== undefined && { secretName: secret, note: 'nothing was asked' }),
    },
    steps: sourceSteps.map(notReached),
    findings: [],
    well: [],
    notes: [],
  };
}
