/** What methods are given and answer, and how Slack says no. */
export type Arguments = Readonly<Record<string, unknown>>;
export type Answer = Record<string, unknown> & { readonly ok: boolean };
/** Answers, or throws a {@link Refusal}. */
export type Method = (given: Arguments) => Answer;
export type Methods = Readonly<Record<string, Method>>;

/** A refusal in Slack's words. */
export class Refusal extends Error {
  constructor(
    readonly word: string,
    readonly details: Record<string, unknown> = {},
  ) {
    super(word);
  }
}
