/** What a check found. */

export type Outcome =
  | {
      readonly state: 'passed';
      readonly detail: string;
      /** What would make more of it work. */
      readonly cure?: string;
    }
  | {
      readonly state: 'failed';
      readonly detail: string;
      /** What to do about it. */
      readonly cure: string;
    }
  | {
      readonly state: 'skipped';
      /** Why it was not tried. */
      readonly detail: string;
      /** How it would be. */
      readonly cure?: string;
    };

export const passed = (detail: string, cure?: string): Outcome => ({
  state: 'passed',
  detail,
  ...(cure === undefined ? {} : { cure }),
});
export const failed = (detail: string, cure: string): Outcome => ({ state: 'failed', detail, cure });
export const skipped = (detail: string, cure?: string): Outcome => ({
  state: 'skipped',
  detail,
  ...(cure === undefined ? {} : { cure }),
});
