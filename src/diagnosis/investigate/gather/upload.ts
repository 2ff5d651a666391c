/** Evidence on source that was uploaded: the image that holds it, looked at as a repository's tree is. */
import type { Gathered } from '../../model/evidence';
import { hostOf } from '../../model/image-host';
import type { BuildSpec } from '../../model/platform';
import { type SourceCheck, type SourceStep, sourceSteps } from '../../model/source-check';
import type { UploadedSource } from '../../model/sources';
import type { ProjectRef } from '../../model/subject';
import { type Asks, type BuildSource, examineTree } from '../../source';
import type { Gatherer } from './gatherer';

/** What of a build leads to its upload. */
type WithUpload = Pick<
  BuildSpec,
  'sourceUrl' | 'outputImage' | 'outputSecret' | 'sourceContextDir' | 'strategyType' | 'strategySpecFile'
>;

/**
 * The image that an upload is kept in: the one that the run names, else the output image with `-source` behind its name.
 * Source: IBM Cloud docs, codeengine, build-standalone (“…-source”).
 */
export function uploadOf({ sourceUrl, outputImage }: WithUpload): string | undefined {
  if (sourceUrl !== undefined && /^[\w.-]+\.[a-z]{2,}(?::\d+)?\/[\w./-]+(?:[:@][\w.:-]+)?$/i.test(sourceUrl))
    return sourceUrl;
  const [, name, tag = ''] = /^([^@]+?)((?::[\w.-]+)?)(?:@sha256:[0-9a-f]+)?$/.exec(outputImage ?? '') ?? [];
  return name === undefined ? undefined : `${name}-source${tag}`;
}

/** Undefined when there is no upload to look into, or nobody who looks. */
export async function gatherUpload(
  gatherer: Gatherer,
  spec: WithUpload,
  { project, port }: { readonly project?: ProjectRef; readonly port?: number },
  source: Pick<BuildSource, 'strategy' | 'contextDir' | 'dockerfile'>,
  image: NonNullable<Asks['image']>,
): Promise<Gathered<SourceCheck> | undefined> {
  const reference = uploadOf(spec);
  if (reference === undefined || !gatherer.canOpen) return undefined;
  const question = {
    reference,
    ...(project && { project }),
    ...(spec.outputSecret !== undefined && { secret: spec.outputSecret }),
    knownHosts: [hostOf(reference)],
  };
  return gatherer.open(question, async (opened) => {
    const check = checkOf(reference, opened);
    if (!opened.tree) return check;
    const examined = await examineTree(
      opened.tree,
      { ...source, ...(port !== undefined && { port }) },
      { image },
    );
    const now = 'The upload was looked at as it is now; whoever uploads again replaces it.';
    return { ...check, ...examined, notes: [...check.notes, now, ...examined.notes] };
  });
}

/** An upload has no git behind it: what a repository is asked for does not apply. */
function checkOf(reference: string, { tree, digest, credential, problem }: UploadedSource): SourceCheck {
  const at = digest === undefined ? '' : ` (${digest.slice(0, 19)})`;
  const steps = sourceSteps.map((step): SourceStep => {
    if (step === 'address') return { step, status: 'passed', ms: 0, proof: `${reference} holds the upload` };
    if (step !== 'tree') return { step, status: 'not-needed', ms: 0, proof: 'the source was uploaded' };
    return tree
      ? { step, status: 'passed', ms: 0, proof: `the files of ${reference}${at}` }
      : { step, status: 'not-reached', ms: 0, ...(problem !== undefined && { proof: problem }) };
  });
  return {
    url: reference,
    credential: {
      kind: credential.kind,
      ...(credential.secretName !== undefined && { secretName: credential.secretName }),
      ...(credential.note !== undefined && { note: credential.note }),
    },
    steps,
    outcome: tree ? 'readable' : 'not-checked',
    findings: [],
    well: [],
    notes: problem === undefined ? [] : [`The uploaded source (${reference}) was not looked at: ${problem}.`],
  };
}
