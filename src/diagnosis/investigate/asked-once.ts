/** Within one inquiry the platform is asked everything once. */
import type { CodeEngineSource } from '../model/sources';

/** The same source; whoever repeats a question is given the answer, or the refusal, that the first one got. */
export function askedOnce(source: CodeEngineSource): CodeEngineSource {
  const answers = new Map<string, unknown>();
  return new Proxy(source, {
    get(target, name) {
      const ask: unknown = Reflect.get(target, name);
      if (typeof ask !== 'function') return ask;
      return (...given: readonly unknown[]) => {
        // The last is the signal, which an inquiry has one of.
        const question = JSON.stringify([name, ...given.slice(0, -1)]);
        if (!answers.has(question)) answers.set(question, ask.apply(target, given));
        return answers.get(question);
      };
    },
  });
}
