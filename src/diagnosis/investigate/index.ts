/** The diagnosis core: subject -> evidence -> report. */

import type { Diagnosis, Inquiry, Sees } from '../model/diagnosis';
import { present } from '../model/present';
import type { Report } from '../model/report';
import type { Masker } from '../model/secrets';
import type { Sources } from '../model/sources';
import { refOf, type Subject } from '../model/subject';
import { concludeImage, concludeWorkload } from '../verdict/conclude';
import { concludeSource } from '../verdict/conclude-source';
import { missingOf } from '../verdict/missing';
import { concludeText } from '../verdict/text/conclude-text';
import { askedOnce } from './asked-once';
import { Gatherer } from './gather/gatherer';
import { gatherImage } from './gather/image';
import { gatherSourceSubject } from './gather/source';
import { gatherTraces } from './gather/traces';
import { gatherWorkload } from './gather/workload';
import { imageLogins, withLogin } from './image-login';
import { locate } from './locate';
import { maskedDiagnosis, maskedSources } from './masked';
import { KnownNames } from './names';
import { overviewOf } from './overview';
import { isProject, Projects } from './projects';

export interface DiagnosisOptions {
  /** Takes secrets out of everything that enters the core. */
  readonly masker: Masker;
  /** Name or id of the project that is meant when none is named. */
  readonly defaultProject?: string | undefined;
  /** Milliseconds after which an inquiry answers with what it has. */
  readonly deadlineMs?: number;
  /** Where the pages of docs/causes/ are published; absent: nowhere. */
  readonly docsUrl?: string | undefined;
}

/** Partial results after this are better than full ones later: people wait at a chat window. */
const DEADLINE_MS = 8000;

/** What a registry check is given to tell how far it came, once its time is up. */
const HEARING_MS = 500;

/** Each finding with the address of its own page. */
function withPages(report: Report, docsUrl: string | undefined): Report {
  if (docsUrl === undefined) return report;
  const findings = report.findings.map((one) => ({ ...one, page: `${docsUrl}/causes/${one.cause}.md` }));
  return { ...report, findings };
}

/** Builds the core over its sources. */
export function createDiagnosis(unmasked: Sources, options: DiagnosisOptions): Diagnosis {
  const { masker, deadlineMs = DEADLINE_MS } = options;
  const sources = maskedSources(unmasked, masker);
  const { clock } = sources;
  const everyProject = new Projects(sources.codeEngine, clock, options.defaultProject);
  const names = new KnownNames(clock);

  function inquire(sees?: Sees): Inquiry {
    const projects = everyProject.seenBy(sees);
    const start = clock.now();
    const timing = () => ({ at: new Date(clock.now()).toISOString(), tookMs: clock.now() - start });
    const codeEngine = askedOnce(sources.codeEngine);
    const signal = clock.deadline(deadlineMs);
    const registrySignal = clock.deadline(deadlineMs - Math.min(HEARING_MS, deadlineMs / 10));
    const gatherer = new Gatherer({ ...sources, codeEngine }, signal, registrySignal);
    const conclude = async (subject: Subject): Promise<Report> => {
      if (subject.kind === 'text') return concludeText(subject, timing());
      if (subject.kind === 'image') {
        const asked = await withLogin(gatherer, subject);
        return concludeImage(asked, await gatherImage(gatherer, asked), timing());
      }
      if (subject.kind === 'source') {
        return concludeSource(subject, await gatherSourceSubject(gatherer, subject), timing());
      }
      return concludeWorkload(subject, await gatherWorkload(gatherer, subject), timing());
    };
    return {
      async investigate(subject) {
        return withPages(await conclude(subject), options.docsUrl);
      },

      imageLogins: (subject) => imageLogins(gatherer, subject),

      async transcript(subject) {
        const evidence = await gatherTraces(gatherer, subject);
        const logs = present(evidence.logs) ?? present(evidence.origin?.logs) ?? [];
        return { logs, events: present(evidence.events) ?? [], missing: missingOf(evidence) };
      },

      async project(query) {
        const found = await projects.find(query, signal);
        return isProject(found) ? refOf(found) : found;
      },

      locate: (query) => locate(query, projects, codeEngine, signal),

      names: (query) => names.read(query, projects, codeEngine, signal),

      async overview(query) {
        const project = await projects.find(query, signal);
        if (!isProject(project)) return project;
        return { ...(await overviewOf(project, codeEngine, signal)), ...timing() };
      },
    };
  }

  const core: Diagnosis = {
    inquire,
    investigate: (subject) => inquire().investigate(subject),
    imageLogins: (subject) => inquire().imageLogins(subject),
    transcript: (subject) => inquire().transcript(subject),
    project: (query) => inquire().project(query),
    locate: (query) => inquire().locate(query),
    names: (query) => inquire().names(query),
    overview: (query) => inquire().overview(query),

    async projects(sees) {
      const projects = everyProject.seenBy(sees);
      const list = await projects.list(clock.deadline(deadlineMs));
      return {
        ...list,
        ...(projects.defaultProject !== undefined && { defaultProject: projects.defaultProject }),
      };
    },
  };
  return maskedDiagnosis(core, masker);
}
