/** Pages of the documentation behind a fix. */

/** A page of the Code Engine documentation, by its topic. */
export function codeEngineDoc(topic: string): string {
  return `https://cloud.ibm.com/docs/codeengine?topic=codeengine-${topic}`;
}

/** A page of the Container Registry documentation, by its topic. */
export function registryDoc(topic: string): string {
  return `https://cloud.ibm.com/docs/Registry?topic=Registry-${topic}`;
}
