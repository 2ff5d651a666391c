/** The diagnosis core: subject -> evidence -> report. */

import type { Begun, Diagnosis, Inquiry, Sees } from '../model/diagnosis';
import type { Evidence } from '../model/evidence';
import { type Exchange, listExchanges } from '../model/exchange';
import { present } from '../model/present';
import type { Report } from '../model/report';
import type { Masker } from '../model/secrets';
import type { Sources } from '../model/sources';
import { isWorkload, refOf, type Subject, type WorkloadSubject } from '../model/subject';
import { concludeImage, concludeWorkload } from '../verdict/conclude';
import { concludeSource } from '../verdict/conclude-source';
import { missingOf } from '../verdict/missing';
import { concludeText } from '../verdict/text/conclude-text';
import { askedOnce } from './asked-once';
import { Foresight } from './foresight';
import { Gatherer } from './gather/gatherer';
import { gatherImage } from './gather/image';
import { gatherSourceSubject } from './gather/source';
import { gatherTraces } from './gather/traces';
import { gatherWorkload } from './gather/workload';
import { askHistory, withHistory } from './history';
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

/** A card waits no longer than this for the history of its failure, milliseconds; *Show log* does. */
const PATIENCE_MS = 1500;

/** A sentence waits no longer than this for the names that it may hold, milliseconds: the answer needs the rest. */
const NAMES_MS = 3000;

/** What a registry check is given to tell how far it came, once its time is up. */
const HEARING_MS = 500;

/** Each finding with the address of its own page. */
function withPages(report: Report, docsUrl: string | undefined): Report {
  if (docsUrl === undefined) return report;
  const findings = report.findings.map((one) => ({ ...one, page: `${docsUrl}/causes/${one.cause}.md` }));
  return { ...report, findings };
}

/** Everything about a workload; what was asked of registries and git hosts last time is asked at once. Never rejects. */
async function gatherForeseen(
  gatherer: Gatherer,
  subject: WorkloadSubject,
  foresight: Foresight,
): Promise<Evidence> {
  const foreseen = foresight.of(subject);
  if (foreseen) gatherer.foresee(foreseen);
  try {
    return await gatherWorkload(gatherer, subject);
  } finally {
    gatherer.close();
    foresight.remember(subject, gatherer.asked);
  }
}

/** Builds the core over its sources. */
export function createDiagnosis(unmasked: Sources, options: DiagnosisOptions): Diagnosis {
  const { masker, deadlineMs = DEADLINE_MS } = options;
  const sources = maskedSources(unmasked, masker);
  const { clock } = sources;
  const everyProject = new Projects(sources.codeEngine, clock, options.defaultProject);
  const names = new KnownNames(clock);
  const foresight = new Foresight();

  const listening = <T>(heard: Exchange[], work: () => Promise<T>): Promise<T> =>
    sources.exchanges ? sources.exchanges.during(work, (one) => heard.push(one)) : work();

  const begin = (): Begun => ({ since: clock.now(), heard: [] });
  const leftOf = ({ since }: Begun): number => Math.max(0, deadlineMs - (clock.now() - since));

  function prepare(begun: Begun): void {
    // Whoever needs it hears of its failure.
    listening(begun.heard, () => everyProject.list(clock.deadline(leftOf(begun)))).catch(() => undefined);
  }

  function inquire(sees?: Sees, begun = begin()): Inquiry {
    const projects = everyProject.seenBy(sees);
    const { since, heard } = begun;
    const timing = () => ({ at: new Date(clock.now()).toISOString(), tookMs: clock.now() - since });
    const codeEngine = askedOnce(sources.codeEngine);
    const left = leftOf(begun);
    const signal = clock.deadline(left);
    const registrySignal = clock.deadline(left - Math.min(HEARING_MS, Math.floor(left / 10)));
    const gatherer = new Gatherer({ ...sources, codeEngine }, signal, registrySignal);
    const heardAll = <T>(work: () => Promise<T>): Promise<T> => listening(heard, work);
    const gathered = new Map<string, Promise<Evidence>>();
    /** Once for each workload, however often it is wanted. Never rejects. */
    const gather = (subject: WorkloadSubject): Promise<Evidence> => {
      const key = JSON.stringify(subject);
      const evidence = gathered.get(key) ?? gatherForeseen(gatherer, subject, foresight);
      gathered.set(key, evidence);
      return evidence;
    };
    const conclude = async (subject: Subject): Promise<Report> => {
      if (subject.kind === 'text') return concludeText(subject, timing());
      if (subject.kind === 'image') {
        const asked = await withLogin(gatherer, subject);
        return concludeImage(asked, await gatherImage(gatherer, asked), timing());
      }
      if (subject.kind === 'source') {
        return concludeSource(subject, await gatherSourceSubject(gatherer, subject), timing());
      }
      return concludeWorkload(subject, await gather(subject), timing());
    };
    return {
      async investigate(subject, wishes) {
        const report = await heardAll(async () => {
          const concluded = await conclude(subject);
          if (!wishes?.history || !isWorkload(subject)) return concluded;
          return withHistory(gatherer, concluded, await gather(subject), clock.deadline(PATIENCE_MS, signal));
        });
        const asked = sources.exchanges && { exchanges: listExchanges(heard) };
        return withPages({ ...report, ...asked }, options.docsUrl);
      },

      imageLogins: (subject) => imageLogins(gatherer, subject),

      async transcript(subject, wishes) {
        const evidence = await heardAll(() => gatherTraces(gatherer, subject));
        const logs = present(evidence.logs) ?? present(evidence.origin?.logs) ?? [];
        const transcript = { logs, events: present(evidence.events) ?? [], missing: missingOf(evidence) };
        if (!wishes?.history) return transcript;
        const report = concludeWorkload(subject, evidence, timing());
        const asked = await heardAll(() => askHistory(gatherer, report, evidence, signal));
        return {
          ...transcript,
          ...(asked.history && { history: asked.history }),
          missing: [...transcript.missing, ...asked.missing],
        };
      },

      async project(query) {
        const found = await heardAll(() => projects.find(query, signal));
        return isProject(found) ? refOf(found) : found;
      },

      locate: (query, next) =>
        heardAll(() =>
          locate(query, projects, codeEngine, signal, (subject) => {
            if (next === 'investigate') void gather(subject);
          }),
        ),

      names: (query) => names.read(query, projects, codeEngine, clock.deadline(NAMES_MS, signal)),

      async overview(query) {
        const project = await projects.find(query, signal);
        if (!isProject(project)) return project;
        return { ...(await overviewOf(project, codeEngine, signal, conclude)), ...timing() };
      },
    };
  }

  const core: Diagnosis = {
    inquire,
    begin,
    prepare,
    investigate: (subject, wishes) => inquire().investigate(subject, wishes),
    imageLogins: (subject) => inquire().imageLogins(subject),
    transcript: (subject, wishes) => inquire().transcript(subject, wishes),
    project: (query) => inquire().project(query),
    locate: (query, next) => inquire().locate(query, next),
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
