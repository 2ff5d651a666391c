/** The diagnosis core: subject -> evidence -> report. */

import type { Diagnosis } from '../model/diagnosis';
import type { Evidence } from '../model/evidence';
import { present } from '../model/present';
import type { Report, Transcript } from '../model/report';
import type { Masker } from '../model/secrets';
import type { Sources } from '../model/sources';
import { refOf, type Subject, type WorkloadSubject } from '../model/subject';
import { concludeImage, concludeText, concludeWorkload, missingOf } from '../verdict/conclude';
import { Gatherer } from './gather';
import { locate } from './locate';
import { maskedDiagnosis } from './masked';
import { overviewOf } from './overview';
import { isProject, Projects } from './projects';

export interface DiagnosisOptions {
  /** Takes secrets out of everything that leaves the core. */
  readonly masker: Masker;
  /** Name or id of the project that is meant when none is named. */
  readonly defaultProject?: string | undefined;
  /** Milliseconds after which an investigation answers with what it has. */
  readonly deadlineMs?: number;
}

/** Partial results after this are better than full ones later: people wait at a chat window. */
const DEADLINE_MS = 8000;

/** What a registry check is given to tell how far it came, once its time is up. */
const HEARING_MS = 500;

/** Builds the core over its sources. */
export function createDiagnosis(sources: Sources, options: DiagnosisOptions): Diagnosis {
  const { codeEngine, clock } = sources;
  const { masker, deadlineMs = DEADLINE_MS } = options;
  const projects = new Projects(codeEngine, clock, options.defaultProject);
  const deadline = () => clock.deadline(deadlineMs);
  const gatherer = () =>
    new Gatherer(sources, deadline(), clock.deadline(deadlineMs - Math.min(HEARING_MS, deadlineMs / 10)));

  async function gather(subject: WorkloadSubject): Promise<Evidence> {
    return gatherer().workload(subject);
  }

  async function report(subject: Subject): Promise<Report> {
    const start = clock.now();
    const timing = () => ({ at: new Date(clock.now()).toISOString(), tookMs: clock.now() - start });
    if (subject.kind === 'text') return concludeText(subject, timing());
    if (subject.kind === 'image') {
      const evidence = await gatherer().image(subject);
      return concludeImage(subject, evidence, timing());
    }
    const evidence = await gather(subject);
    return concludeWorkload(subject, evidence, timing());
  }

  const core: Diagnosis = {
    investigate: report,

    async transcript(subject): Promise<Transcript> {
      const evidence = await gather(subject);
      const logs = present(evidence.logs) ?? present(evidence.origin?.logs) ?? [];
      const events = present(evidence.events) ?? [];
      return { logs, events, missing: missingOf(evidence) };
    },

    async project(query) {
      const found = await projects.find(query, deadline());
      return isProject(found) ? refOf(found) : found;
    },

    locate: (query) => locate(query, projects, codeEngine, deadline()),

    async overview(query) {
      const start = clock.now();
      const signal = deadline();
      const project = await projects.find(query, signal);
      if (!isProject(project)) return project;
      const found = await overviewOf(project, codeEngine, signal);
      return { ...found, at: new Date(clock.now()).toISOString(), tookMs: clock.now() - start };
    },

    async projects() {
      const list = await projects.list(deadline());
      return {
        ...list,
        ...(projects.defaultProject !== undefined && { defaultProject: projects.defaultProject }),
      };
    },
  };
  return maskedDiagnosis(core, masker);
}
