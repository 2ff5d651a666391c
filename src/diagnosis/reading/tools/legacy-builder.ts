/** Docker's first builder: `Step 3/7 : RUN …`, `The command '…' returned a non-zero code: 1`. */
import { says, type Tool } from './tool';

export const legacyBuilder: Tool = {
  name: 'legacy-builder',
  speaks:
    /^Step \d{1,3}(?:\/\d{1,3})? ?: |^ ?---> (?:Running in |Using cache|[0-9a-f]{12}\b)|\breturned a non-zero code\b|^Sending build context\b|^Removing intermediate container|^COPY failed|^ADD failed/,
  reaches: 'registry',
  handles: 'image',
  phase: 'build',
  says: [
    ...says('not-found', 'stage', /\btarget (?:stage )?(?:\S{1,60} )?is unknown\b/),
    ...says(
      'not-found',
      'context-file',
      /\b(?:COPY|ADD) failed: (?!failed to GET|.{0,60}https?:)(?!.{0,160}no space)|\bforbidden path outside the build context\b|\bfailed to copy files?: .{1,400}(?:cannot find the (?:file|path)|no such file)|\bno source files were specified\b|\bnot found in build context\b/,
    ),
    ...says(
      'not-found',
      'dockerfile',
      /\bunable to (?:prepare context: unable to )?evaluate symlinks in Dockerfile path\b|\bCannot locate (?:specified )?Dockerfile\b|\bunable to prepare context\b.{0,200}not found/,
    ),
    ...says('not-found', 'stage', /\binvalid from flag value (?<stage>[\w.-]{1,100})/),
    ...says('too-large', 'bundle', /\bbuild context is too large\b/),
  ],
};
