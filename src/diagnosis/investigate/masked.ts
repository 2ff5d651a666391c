/** The last gate of the core: no answer holds a secret, and errors that it throws hold none either. */
import type { Diagnosis, Inquiry } from '../model/diagnosis';
import type { LogExcerpt } from '../model/platform';
import { type Masker, maskDeep } from '../model/secrets';

/** Characters of one log that can ever be shown; what is before them need not be masked. */
const SHOWN_LOG = 300_000;
/** Longer than any secret, so that none is cut in half before it is masked. */
const MARGIN = 20_000;

/** The same core, whose answers hold no secret. */
export function maskedDiagnosis(diagnosis: Diagnosis, masker: Masker): Diagnosis {
  return {
    ...maskedInquiry(diagnosis, masker),
    inquire: () => maskedInquiry(diagnosis.inquire(), masker),
    projects: async () => maskDeep(await diagnosis.projects(), masker),
  };
}

function maskedInquiry(inquiry: Inquiry, masker: Masker): Inquiry {
  return {
    investigate: async (subject) => maskDeep(await inquiry.investigate(subject), masker),
    project: async (query) => maskDeep(await inquiry.project(query), masker),
    locate: async (query) => maskDeep(await inquiry.locate(query), masker),
    overview: async (query) => maskDeep(await inquiry.overview(query), masker),
    transcript: async (subject) => {
      const transcript = await inquiry.transcript(subject);
      return maskDeep({ ...transcript, logs: transcript.logs.map(tail) }, masker);
    },
  };
}

function tail(log: LogExcerpt): LogExcerpt {
  if (log.text.length <= SHOWN_LOG + MARGIN) return log;
  return { ...log, text: log.text.slice(-(SHOWN_LOG + MARGIN)), truncated: true };
}
