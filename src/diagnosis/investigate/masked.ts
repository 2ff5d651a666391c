/**
 * The gates of the core. Text is masked once, where it enters: whatever a source answers, whatever a person pastes,
 * and the words of a source's refusal. What leaves is searched once more for values that were learned in between.
 */
import type { Diagnosis, Inquiry } from '../model/diagnosis';
import { SourceError } from '../model/evidence';
import { type Masker, maskDeep, maskKnownDeep } from '../model/secrets';
import type { Sources } from '../model/sources';

/** The same sources, whose answers and refusals hold no secret. */
export function maskedSources(sources: Sources, masker: Masker): Sources {
  const { clock, exchanges, ...others } = sources;
  const masked = Object.entries(others).map(([name, source]) => [
    name,
    source && maskedSource(source, masker),
  ]);
  return {
    clock,
    ...(exchanges && { exchanges }),
    ...(Object.fromEntries(masked) as Omit<Sources, 'clock' | 'exchanges'>),
  };
}

/** The same core, whose answers hold no secret. */
export function maskedDiagnosis(diagnosis: Diagnosis, masker: Masker): Diagnosis {
  return {
    ...maskedInquiry(diagnosis, masker),
    inquire: (sees, begun) => maskedInquiry(diagnosis.inquire(sees, begun), masker),
    begin: () => diagnosis.begin(),
    prepare: (begun) => diagnosis.prepare(begun),
    projects: async (sees) => maskKnownDeep(await diagnosis.projects(sees), masker),
  };
}

function maskedInquiry(inquiry: Inquiry, masker: Masker): Inquiry {
  const leave = <T>(answer: T) => maskKnownDeep(answer, masker);
  return {
    investigate: async (subject, wishes) =>
      leave(await inquiry.investigate(subject.kind === 'text' ? maskDeep(subject, masker) : subject, wishes)),
    project: async (query) => leave(await inquiry.project(query)),
    locate: async (query, next) => leave(await inquiry.locate(query, next)),
    names: async (query) => leave(await inquiry.names(query)),
    overview: async (query) => leave(await inquiry.overview(query)),
    imageLogins: async (subject) => leave(await inquiry.imageLogins(subject)),
    transcript: async (subject, wishes) => leave(await inquiry.transcript(subject, wishes)),
  };
}

type Method = (...given: unknown[]) => unknown;

function maskedSource<T extends object>(source: T, masker: Masker): T {
  return new Proxy(source, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name, target);
      if (typeof method !== 'function') return method;
      return (...given: unknown[]) => {
        const answer = (method as Method).apply(target, given);
        if (!(answer instanceof Promise)) return maskDeep(answer, masker);
        return answer.then(
          (value) => maskDeep(value, masker),
          (error: unknown) => {
            throw error instanceof SourceError ? maskedError(error, masker) : error;
          },
        );
      };
    },
  });
}

function maskedError(error: SourceError, masker: Masker): SourceError {
  const { reason, message, cure } = maskDeep(
    { reason: error.reason, message: error.message, cure: error.cure },
    masker,
  );
  return new SourceError(reason, message, cure);
}
