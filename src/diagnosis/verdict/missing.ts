/** What could not be learned, named as a card names it. */
import type { Evidence, Gathered } from '../model/evidence';
import type { Finding, Report } from '../model/report';

/** How a source is called on a card. */
const sourceNames: Readonly<
  Record<Exclude<keyof Evidence, 'origin' | 'rememberedBy' | 'namespaces'>, string>
> = {
  project: 'Project',
  build: 'Build',
  buildRun: 'Build run',
  buildRunDetail: 'Build run detail',
  app: 'App',
  revision: 'App revision',
  revisionDetail: 'Revision detail',
  instances: 'App instances',
  job: 'Job',
  jobRun: 'Job run',
  function: 'Function',
  functionRuntimes: 'Function runtimes',
  fleet: 'Fleet',
  fleetTasks: 'Fleet tasks',
  fleetWorkers: 'Fleet workers',
  dataStores: 'Persistent data stores',
  outbound: 'Allowed outbound destinations',
  subnetPools: 'Subnet pools',
  fleetNetwork: 'VPC network of the fleet',
  pods: 'Pods',
  events: 'Events',
  logs: 'Logs',
  secrets: 'Secrets',
  quotas: 'Resource quota',
  superfluous: 'What nobody needs any more',
  inUse: 'Images in use',
  registry: 'Registry check',
  source: 'Source check',
};

/** Whether a finding is about the very thing that is missing. */
export function isTold(detail: string, findings: readonly Finding[]): boolean {
  return findings.some(({ title, proof, explanation }) =>
    [title, explanation, ...proof.map(({ text }) => text)].some((said) =>
      said.toLowerCase().includes(detail.toLowerCase()),
    ),
  );
}

/** Every source that did not answer, or not in whole. */
export function missingOf(evidence: Evidence): Report['missing'] {
  const own = (Object.keys(sourceNames) as (keyof typeof sourceNames)[]).flatMap((key) => {
    const gathered = evidence[key] as Gathered<unknown> | undefined;
    const gap = gathered?.state === 'missing' ? gathered : gathered?.gap;
    if (!gap) return [];
    const { reason, detail, cure } = gap;
    return [{ source: sourceNames[key], reason, detail, ...(cure !== undefined && { cure }) }];
  });
  const origin = evidence.origin ? missingOf(evidence.origin) : [];
  const told = new Set(own.map(({ source, detail }) => `${source} ${detail}`));
  return [
    ...own,
    ...origin
      .filter(({ source, detail }) => !told.has(`${source} ${detail}`))
      .map((one) => ({ ...one, source: `${one.source} (of the build)` })),
  ];
}
