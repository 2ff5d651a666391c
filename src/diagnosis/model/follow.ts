/** Work that somebody asked for, or an alert, as one piece that can be followed through the log and through traces. */

/** Says more of it: words of a fixed list, never a name or a text of anybody. */
type Tell = (words: Readonly<Record<string, string>>) => void;

export interface Piece {
  /** Eight hexadecimal digits that stand in every line of the log that the work causes; absent: nobody follows. */
  readonly id?: string;
  readonly tell: Tell;
}

/** What runs work within a trace. */
export interface Traces {
  /** @param id that of the piece */
  during<T>(name: string, id: string, work: (tell: Tell) => Promise<T>): Promise<T>;
}

/** Runs `work`. @param name words of a fixed list: what kind of work it is */
export type Follow = <T>(name: string, work: (piece: Piece) => Promise<T>) => Promise<T>;

/** Where nobody follows. */
export const unfollowed: Follow = (_name, work) => work({ tell: () => undefined });
