/** What the words of a language are for. */

/** What words are for. */
export type Role =
  /** Names of kinds. */
  | 'app'
  | 'build'
  | 'job'
  | 'function'
  | 'log'
  | 'event'
  | 'project'
  /** What stands before a place: `in`, `of`. */
  | 'place'
  /** It does not work, or should. */
  | 'trouble'
  /** What begins a question or a wish. */
  | 'ask'
  /** What, which, who. */
  | 'what'
  /** How something is done. */
  | 'how'
  | 'again'
  | 'thanks'
  | 'hello'
  | 'ok'
  /** Words that mean nothing here: articles, pronouns, `not`, `is`. */
  | 'small';

/** Words in lower case, which blanks part. */
export type Language = Readonly<Partial<Record<Role, string>>>;
