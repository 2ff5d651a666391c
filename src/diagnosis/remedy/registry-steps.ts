/** Fix steps about images and their registries, with the user's own names where they are known. */

import type { Command, FixStep, FixSteps } from '../model/fix';
import { hostOf, isIbmRegistry, registryRegion } from '../model/image-host';
import { isDockerHub } from '../model/secret-server';
import { ce, cr, run } from './command';
import type { RemedyFacts } from './facts';
import { icrPlace, isIcr, privateImage, wholeName } from './image-names';
import {
  configureAgain,
  createRegistrySecret,
  isManaged,
  knownSecret,
  loginOf,
  newSecretName,
  removeKeyFile,
  serviceIdKey,
} from './secret-steps';
import { deployAgain, fleetAnew, isBuild, orSteps, rerun, step, tryAgain, workload } from './steps';

/** Log one's own machine in to IBM's registry at the host of an image; nothing for other registries. */
function icrLogin(image: string): readonly Command[] {
  const host = image.split('/')[0] ?? '';
  if (host === 'ICR_HOST') return [cr('region-set', ['REGION']), cr('login')];
  if (!isIbmRegistry(host)) return [];
  const region = registryRegion(host);
  return [...(region === undefined ? [] : [cr('region-set', [region])]), cr('login')];
}

/** Copy an image from elsewhere to IBM's registry, by way of one's own machine. */
export function copyToIcr(text: string, from: string, to: string, before: readonly Command[] = []): FixStep {
  const logins = hostOf(from) === hostOf(to) ? icrLogin(to) : [...icrLogin(from), ...icrLogin(to)];
  return step(
    text,
    ...before,
    ...logins,
    run('docker', 'pull', { platform: 'linux/amd64' }, [from]),
    run('docker', 'tag', {}, [from, to]),
    run('docker', 'push', {}, [to]),
  );
}

/** Build for the one platform that Code Engine runs, on one's own machine, and push. */
export function buildForAmd64(image: string): readonly Command[] {
  return [
    ...icrLogin(image),
    run('docker', 'buildx build', { platform: 'linux/amd64', tag: image, push: true }, ['.']),
  ];
}

/** Instead of an image of another registry use a copy of it. The access of Code Engine itself reads it. */
export function orCopyToIcr(facts: RemedyFacts): FixSteps {
  if (isIcr(facts)) return [];
  const { open, image, host } = icrPlace(facts, facts.image ?? '');
  return orSteps([
    copyToIcr('Copy the image to IBM Container Registry.', facts.image ?? 'IMAGE', open),
    setImage(facts, 'Then use the copy.', { image, secret: knownSecret(facts, host)?.name }),
    ...afterUpdate(facts),
  ]);
}

/** What of the image is to be changed in the workload or the build that uses it. */
interface Change {
  readonly image?: string;
  readonly secret?: string;
}

/** Point the workload (or the build) at another image, or at another secret. */
export function setImage(facts: RemedyFacts, text: string, change: Change): FixStep {
  const { image, secret } = change;
  if (facts.asked === 'image') {
    const wanted = [...(image ? [image] : []), ...(secret ? [`the registry secret ${secret}`] : [])];
    return step(`${text} What uses the image must name ${wanted.join(' with ')}.`);
  }
  if (isBuild(facts)) {
    return step(
      text,
      ce('build update', { name: facts.build ?? 'BUILD_NAME', image, 'registry-secret': secret }),
    );
  }
  const { group, name } = workload(facts);
  if (group === 'function') {
    return step(text, ce('function update', { name, 'code-bundle': image, 'code-bundle-secret': secret }));
  }
  if (group === 'fleet') {
    return fleetAnew(facts, text, { ...(image && { image }), ...(secret && { 'registry-secret': secret }) });
  }
  // A run without a job has nothing to update: it is submitted anew as a whole.
  if (isLoneRun(facts)) {
    return step(
      text,
      ce('jobrun submit', {
        name: nextRunName(facts.jobRun),
        image: image ?? facts.image,
        'registry-secret': secret ?? facts.registrySecret,
        command: facts.commands,
        argument: facts.arguments,
        cpu: facts.cpu,
        memory: facts.memory,
      }),
    );
  }
  return step(text, ce(`${group} update`, { name, image, 'registry-secret': secret }));
}

/** A name for the run that takes the place of another: no name can be used twice. At most 63 characters. */
function nextRunName(name = 'JOB_RUN_NAME'): string {
  const [, stem = name, number] = /^(.*?)-(\d{1,6})$/.exec(name) ?? [];
  const end = `-${number === undefined ? 2 : Number(number) + 1}`;
  return `${stem.slice(0, 63 - end.length)}${end}`;
}

/** A run that was submitted without a job. */
export function isLoneRun({ job, jobRun, app }: RemedyFacts): boolean {
  return job === undefined && app === undefined && jobRun !== undefined;
}

/** What is left to do after an `update`: apps and functions have been deployed by it. */
export function afterUpdate(facts: RemedyFacts): FixSteps {
  if (facts.asked === 'image') return [];
  if (isBuild(facts)) return [rerun(facts)];
  const { group } = workload(facts);
  return group === 'job' && !isLoneRun(facts) ? [deployAgain(facts, 'Submit the job run again.')] : [];
}

/** After fixing something elsewhere: build, deploy or submit again. An image by itself has nothing to run. */
export function again(facts: RemedyFacts): FixSteps {
  return facts.asked === 'image' ? [] : [tryAgain(facts)];
}

/** Use a secret that the project has for this registry, or create one and use that; and what follows. */
export function newRegistrySecret(facts: RemedyFacts): FixSteps {
  const known = facts.registrySecret === undefined ? knownSecret(facts, facts.registryHost) : undefined;
  if (isReadByAll(facts)) return asItIs(facts);
  if (known) {
    return [
      setImage(facts, `Use the secret ${known.name}, which the project has for ${facts.registryHost}.`, {
        secret: known.name,
      }),
      ...afterUpdate(facts),
    ];
  }
  const name = newSecretName(facts);
  return [
    ...createRegistrySecret(facts, name),
    setImage(facts, 'Use the secret.', { secret: name }),
    ...afterUpdate(facts),
  ];
}

/** Asked without a login, and read: only writing was refused. */
export function isReadByAll(facts: RemedyFacts): boolean {
  return facts.asked === 'image' && facts.registrySecret === undefined && facts.digest !== undefined;
}

/** An image that everybody may read needs no secret; what is pushed goes to a repository of one's own. */
export function asItIs({ image = wholeName }: RemedyFacts): FixSteps {
  return [
    step(`Everybody may read this image: name it as ${image}, without a registry secret.`),
    step('To push, choose a repository of your own, and name the secret for it.'),
  ];
}

/** Pull by the private host of IBM's registry: the image and a secret for that host; undefined for other images. */
export function usePrivateHost(facts: RemedyFacts, text: string): FixSteps {
  const image = privateImage(facts.image);
  if (image === undefined) return [];
  const host = hostOf(image);
  const known = knownSecret(facts, host);
  const name = known?.name ?? newSecretName(facts, 'private');
  return [
    ...(known ? [] : createRegistrySecret(facts, name, host)),
    setImage(facts, text, { image, secret: name }),
  ];
}

/** New key or password for the secret that is in use. What only an image was asked about may serve others too. */
export function renewRegistrySecret(facts: RemedyFacts): FixSteps {
  if (facts.asked === 'image') {
    const name = newSecretName(facts);
    return [
      ...createRegistrySecret(facts, name),
      setImage(facts, 'Other resources may use the old secret: leave it as it is.', { secret: name }),
    ];
  }
  const name = facts.registrySecret ?? 'SECRET_NAME';
  if (isManaged(name)) return [configureAgain(facts)];
  if (isIcr(facts)) {
    const key = newSecretName(facts, 'key');
    const id = key === 'SECRET_NAME' ? 'SERVICE_ID' : key;
    const file = `${id}.json`;
    return [
      serviceIdKey(facts, id, file),
      step(
        'Put the key in the secret, and remove its file: a rotated key is not taken over by itself.',
        ce('secret update', { name, 'password-from-json-file': file }),
        removeKeyFile(file),
      ),
    ];
  }
  return [
    step(
      `Put in the secret ${loginOf(facts)}.`,
      ce('secret update', { name, 'password-from-file': 'FILE_WITH_PASSWORD' }),
    ),
  ];
}

/** Look at what the registry holds, where it is IBM's; elsewhere its page in a browser. */
export function listImages(facts: RemedyFacts, text: string): FixStep {
  if (facts.registryHost === undefined || isIcr(facts)) {
    return step(text, cr('image-list', [], { restrict: facts.repository ?? facts.namespace }));
  }
  const page = pageOf(facts);
  return step(`${text} Look ${page ? `at ${page}` : `in the console of ${facts.registryHost}`}.`);
}

function pageOf({ registryHost, repository }: RemedyFacts): string | undefined {
  if (repository === undefined) return undefined;
  if (isDockerHub(registryHost)) {
    const [namespace, name] = repository.split('/');
    return `https://hub.docker.com/${namespace === 'library' ? `_/${name}` : `r/${repository}`}`;
  }
  if (registryHost === 'quay.io') return `https://quay.io/repository/${repository}`;
  return registryHost === 'ghcr.io'
    ? `https://github.com/${repository.split('/')[0]}?tab=packages`
    : undefined;
}
