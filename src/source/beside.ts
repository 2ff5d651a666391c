/** Submodules and Git LFS: what the same command of the platform fetches beside the tree. */
import { linkTo } from '../diagnosis/model/git-links';
import { notAsked } from '../net/addresses';
import { ForbiddenAddress } from '../net/endpoint';
import { TransportError, Unacceptable } from '../net/transport';
import { loginElsewhere } from './credentials';
import type { Budget } from './git/client';
import { Ladder } from './ladder';
import { type AskBatch, checkLfs, LFS_TYPE, MOST_BATCH_BYTES } from './lfs';
import { askLfsOverSsh } from './lfs/over-ssh';
import { spelled } from './reach/address';
import { asker, whyNotAsked } from './reach/hosts';
import { type ClimbRecord, MOST_NOTE } from './record';
import { SshWire } from './ssh/ssh-wire';
import { type AskSubmodule, checkSubmodules } from './submodules';

/** Looks at what the tree of a ladder leads to; what was found is added to the record of the ladder. */
export async function lookBeside(ladder: Ladder): Promise<void> {
  const { tree, repository, commit, address, software } = ladder;
  if (!tree || !repository) return;
  const reports = await Promise.all([
    repository.mentions('160000 ')
      ? checkSubmodules(tree, ladder.address, asksSubmodules(ladder, ladder.budget.half()))
      : undefined,
    repository.mentions(' .gitattributes\0') ? checkLfs(tree, (body) => askLfs(body, ladder)) : undefined,
  ]);
  for (const report of reports) {
    if (!report) continue;
    for (const finding of report.findings) {
      const { file, line } = finding;
      // A file of a submodule is in another repository.
      const isOwn = file !== undefined && tree.entry(file) !== undefined;
      const at = { url: spelled(address), ...(software && { software }) };
      const url = isOwn ? linkTo(at, commit?.id, file, line) : undefined;
      ladder.findings.push({
        ...finding,
        ...(url !== undefined && { url }),
        detail: ladder.safe(finding.detail),
      });
    }
    ladder.notes.push(...report.notes.map((note) => ladder.safe(note, MOST_NOTE)));
    ladder.well.push(...report.well);
  }
  if (repository.oddEntries > 0) {
    const { oddEntries: odd } = repository;
    const have = odd === 1 ? '1 entry of the tree has a name' : `${odd} entries of the tree have names`;
    ladder.notes.push(
      `${have} that is not looked at, such as “..”, or one with control characters: left out.`,
    );
  }
}

/**
 * Climbs the ladder of a submodule, with the same login where it is for the same host.
 * @param budget what all submodules may take together
 */
function asksSubmodules(home: Ladder, budget: Budget): AskSubmodule {
  const { question, address, context, signal } = home;
  const known = [...question.knownHosts, address.authority, address.hostname];
  return async (at, commit, look) => {
    if (!context.hosts.mayAsk(at, known)) return { note: whyNotAsked(at) };
    const login = loginElsewhere(at, address, home.login);
    const asked = { ...question, url: spelled(at), revision: commit, commit: undefined };
    const below = new Ladder(asked, at, login, context, signal, { budget });
    try {
      await below.climb();
      const failed = below.steps.firstFailed;
      if (failed) return { problem: failed.proof ?? failed.step };
      if (below.tree) await look(below.tree);
    } finally {
      below.close();
    }
    return below.notChecked === undefined ? undefined : { note: below.notChecked };
  };
}

async function askLfs(body: Buffer, ladder: ClimbRecord): ReturnType<AskBatch> {
  const { wire, address, context, signal } = ladder;
  const { knownHosts } = ladder.question;
  try {
    if (wire instanceof SshWire) {
      return await askLfsOverSsh({ ...context, wire, address, knownHosts, signal }, body);
    }
    const below = `${address.path.endsWith('.git') ? '' : '.git'}/info/lfs/objects/batch`;
    const headers = { 'Content-Type': LFS_TYPE, Accept: LFS_TYPE };
    const answer = await wire?.post(below, body, headers, MOST_BATCH_BYTES);
    return answer
      ? { status: answer.status, text: answer.body.toString('utf8') }
      : { unasked: 'no connection is left' };
  } catch (error) {
    if (error instanceof TransportError)
      return { unasked: `${error.authority} gave no answer (${error.code})` };
    if (error instanceof ForbiddenAddress) return { unasked: notAsked(error.authority, error.kind, asker) };
    if (error instanceof Unacceptable) return { unasked: error.message };
    throw error;
  }
}
