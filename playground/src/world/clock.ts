/** The world's own time: starts where it is told, may run faster than the clock on the wall, and can jump. */
export class WorldClock {
  readonly #wall: () => number;
  #anchorWall: number;
  #anchorWorld: number;
  #speed: number;

  /**
   * @param wall real time in milliseconds since 1970; a test passes its own
   * @param options `start`: first world time, by default the wall's; `speed`: world seconds a real second
   */
  constructor(
    wall: () => number = Date.now,
    options: { readonly start?: number; readonly speed?: number } = {},
  ) {
    this.#wall = wall;
    this.#anchorWall = wall();
    this.#anchorWorld = options.start ?? this.#anchorWall;
    this.#speed = options.speed ?? 1;
  }

  /** World time, milliseconds since 1970. */
  now(): number {
    return this.#anchorWorld + (this.#wall() - this.#anchorWall) * this.#speed;
  }

  /** Real time: lifetimes of tokens follow it, because their holder has no other clock. */
  wall(): number {
    return this.#wall();
  }

  get speed(): number {
    return this.#speed;
  }

  set speed(speed: number) {
    if (!(speed >= 0 && Number.isFinite(speed))) throw new RangeError('speed must be 0 or more');
    this.#anchorWorld = this.now();
    this.#anchorWall = this.#wall();
    this.#speed = speed;
  }

  /** Moves world time forward. */
  jump(milliseconds: number): void {
    this.#anchorWorld += milliseconds;
  }
}

export const seconds = (count: number): number => count * 1_000;
export const minutes = (count: number): number => count * 60_000;
export const hours = (count: number): number => count * 3_600_000;
export const days = (count: number): number => count * 86_400_000;

/** ISO 8601 without fractions, as the API writes it. */
export function instant(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
