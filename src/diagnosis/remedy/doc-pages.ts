/** Pages of the documentation behind a fix. */
import type { WorkloadKind } from '../model/subject';

/** A page of the Code Engine documentation, by its topic. */
export function codeEngineDoc(topic: string): string {
  return `https://cloud.ibm.com/docs/codeengine?topic=codeengine-${topic}`;
}

/** The page on images that cannot be pulled, of the kind of resource that needs the image. */
export function pullDoc(kind: WorkloadKind | undefined): string {
  switch (kind) {
    case 'app':
      return codeEngineDoc('image-cannot-pull');
    case 'job':
    case 'jobrun':
      return codeEngineDoc('ts-jobrun-doesnotcomplete');
    case 'build':
    case 'buildrun':
      return codeEngineDoc('ts-build-bldpush-stepfail');
    case 'function':
      return codeEngineDoc('ts-build-verify-image');
    case 'fleet':
      return codeEngineDoc('fleet-prep');
    case undefined:
      return codeEngineDoc('image-cannot-pull');
  }
}

/** A page of the Container Registry documentation, by its topic. */
export function registryDoc(topic: string): string {
  return `https://cloud.ibm.com/docs/Registry?topic=Registry-${topic}`;
}
