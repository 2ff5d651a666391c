import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Suite } from './case';

/** Where toolboxes and certificates are kept between runs: `LAB_HOME`, or the user's cache folder. */
export const labHome = process.env.LAB_HOME ?? join(homedir(), '.cache', 'ce-image-lab');
export const toolbox = (suite: Suite) => join(labHome, suite);
/** The committed set, one file a tool. */
export const setFolder = join(__dirname, '../../test/diagnosis/reading/lab');
