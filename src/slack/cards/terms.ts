/** What the words of this trade mean, in a sentence each. Sources: the glossaries of Code Engine and of the OCI specifications. */
import type { Term } from '../question/terms';

const meanings: Readonly<Record<Term, string>> = {
  app: '*App*: a program that answers HTTP requests; Code Engine starts as many instances as there is work, also none.',
  build:
    '*Build*: how an image is made from source: repository, strategy, size, and the image that it writes.',
  'build-run': '*Build run*: one attempt to make the image of a build.',
  job: '*Job*: a program that runs and ends; each start of it is a job run.',
  'job-run': '*Job run*: one start of a job, with one or many instances; it succeeds or fails.',
  function:
    '*Function*: a piece of code that Code Engine runs for each request, without an image of your own.',
  fleet: '*Fleet*: many tasks that run on machines which are made for them.',
  project:
    '*Project*: what holds apps, builds, jobs and their secrets, in one region; a name counts within it.',
  revision:
    '*Revision*: one version of an app: image, settings, environment. Each change makes a new one, and the newest that is ready serves.',
  instance: '*Instance*: one running copy of an app or a job; Kubernetes calls it a pod.',
  tag: '*Tag*: a name for an image in a repository, such as `1.4.2` or `latest`. It can be moved to another image.',
  digest:
    '*Digest*: the fingerprint of an image, `sha256:…`. It always means the same bytes; a revision is pinned to it.',
  manifest:
    '*Manifest*: the list of what an image consists of. “manifest unknown” means that there is no such tag or digest.',
  'registry-secret':
    '*Registry secret*: server, user and password with which Code Engine pulls or pushes images.',
  registry: '*Registry*: where images are kept, such as `icr.io` or `docker.io`.',
  namespace:
    '*Namespace*: the part of an image’s name behind the registry’s host: `de.icr.io/NAMESPACE/name`.',
  image: '*Image*: a program with all that it needs to run, named `REGISTRY/NAMESPACE/NAME:TAG`.',
  buildpack:
    '*Buildpack*: makes an image from source without a Dockerfile, by what it finds there (`package.json`, `pom.xml`, …).',
  dockerfile: '*Dockerfile*: the list of steps that make an image.',
  probe:
    '*Probe*: how Code Engine asks whether an instance is ready (readiness) or must be started anew (liveness).',
  'cold-start':
    '*Cold start*: the first request after an app was scaled to zero waits until an instance has started.',
  'exit-code':
    '*Exit code*: the number that a program ends with; 0 is success, 137 was killed (often memory), 143 was asked to end.',
  'image-pull-back-off':
    '*ImagePullBackOff*: the image could not be pulled, and is tried again after a pause. Why, the event before it says.',
  'crash-loop-back-off':
    '*CrashLoopBackOff*: the program ended again and again, and is started anew after a pause. Why, its log says.',
  'oom-killed': '*OOMKilled*: the program needed more memory than its instance has, and was ended.',
};

/** mrkdwn of our own, one line a term. */
export function meaningsOf(terms: readonly Term[]): string {
  return terms.map((term) => meanings[term]).join('\n');
}
