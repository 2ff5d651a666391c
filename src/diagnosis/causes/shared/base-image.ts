/** Fix steps for a base image that the build cannot have from where it is. */

import type { FixStep, FixSteps } from '../../model/fix';
import { hostOf, isIbmRegistry, publicHost } from '../../model/image-host';
import { ce, run } from '../../remedy/command';
import type { RemedyFacts } from '../../remedy/facts';
import { icrPlace, isIcr, publicName } from '../../remedy/image-names';
import { copyToIcr } from '../../remedy/registry-steps';
import { newSecretName } from '../../remedy/secret-steps';
import { personStep, rerun, step } from '../../remedy/steps';

/** A copy in one's own registry: the build's only login, that for its output, reads it as well. */
export function copyBaseImage(given: RemedyFacts, isPrivate: boolean): FixSteps {
  const facts: RemedyFacts = { ...given, kind: 'build' };
  const from = facts.baseImage ?? 'BASE_IMAGE';
  const place = icrPlace(facts, from);
  const host = facts.baseImage === undefined ? 'REGISTRY_HOST' : hostOf(from);
  const named = isIcr(facts) ? place.open.replace(/^[^/]+/, facts.registryHost ?? '') : place.image;
  const login =
    isPrivate && !isIbmRegistry(host) ? [run('docker', 'login', {}, host === 'docker.io' ? [] : [host])] : [];
  return [
    copyToIcr(
      'Copy the base image to IBM Container Registry, where the login of the build reads it.',
      from,
      place.open,
      login,
    ),
    personStep(`Name the copy in the Dockerfile, FROM ${named}, and commit it.`),
    orBothLogins(facts, host),
    rerun(facts),
  ];
}

const FILE = 'logins';

/**
 * One secret with both logins. A registry secret of Code Engine holds one, and is the build's only login: one for the base
 * image's registry alone would break the push. Source: Code Engine docs, troubleshooting the build and push step.
 */
function orBothLogins(facts: RemedyFacts, baseHost: string): FixStep {
  const { build, image, projectId, project, registryHost } = facts;
  const name = newSecretName(facts, 'logins');
  // Nobody can log in to a private host from outside, so the output is named by the public one.
  const open = registryHost === undefined ? 'OUTPUT_REGISTRY_HOST' : publicHost(registryHost);
  const output = image !== undefined && publicName(image) !== image ? publicName(image) : undefined;
  const login = (host: string) =>
    run(
      'docker',
      `--config ${FILE} login`,
      { username: isIbmRegistry(host) ? 'iamapikey' : undefined },
      host === 'docker.io' ? [] : [host],
    );
  return step(
    'Or, in place of the copy, give the build one secret with both logins, for the base image and for the output. Docker Desktop may keep logins in a store of its own: the file must hold an “auth” for each.',
    login(baseHost),
    login(open),
    ce('project select', {
      ...(projectId === undefined ? { name: project ?? 'PROJECT_NAME' } : { id: projectId }),
      kubecfg: true,
    }),
    run(
      'kubectl',
      'create secret generic',
      {
        type: 'kubernetes.io/dockerconfigjson',
        'from-file': `.dockerconfigjson=${FILE}/config.json`,
      },
      [name],
    ),
    run('rm', '', { r: true }, [FILE]),
    ce('build update', { name: build ?? 'BUILD_NAME', image: output, 'registry-secret': name }),
  );
}
