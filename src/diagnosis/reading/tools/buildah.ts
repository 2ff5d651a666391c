/** Buildah and `podman build`: `STEP 3/7: RUN …`, `building at STEP "…": …`. */
import { says, type Tool } from './tool';

export const buildah: Tool = {
  name: 'buildah',
  speaks:
    /^STEP \d{1,3}(?:\/\d{1,3})?: |\b(?:building at STEP|dry-running "(?:COPY|ADD|RUN))\b|\bwhile running runtime\b|^COMMIT \S|\bcreating build container\b|^--> [0-9a-f]{8}/,
  reaches: 'registry',
  handles: 'image',
  phase: 'build',
  says: [
    ...says(
      'not-found',
      'dockerfile',
      /\bstat \S{0,200}\/(?:Dockerfile|Containerfile)\S{0,60}: no such file\b/,
    ),
    ...says(
      'syntax',
      'dockerfile',
      /\bno stages to build\b/,
      /\bno FROM statement found\b/,
      /\b(?:COPY|ADD|RUN|FROM|CMD|ENTRYPOINT|HEALTHCHECK) only supports the\b/,
    ),
    ...says('not-found', 'stage', /\bno stage or image found with that name\b/),
    ...says('value-missing', 'setting', /\bmissing \\?"(?<variable>\w{1,60})\\?" build argument\b/),
    ...says(
      'not-found',
      'context-file',
      /\b(?:building at STEP|dry-running) "(?:COPY|ADD) .{0,400}(?:no such file|not found|no items matching|no files found matching)|\bcopier: stat\b|\bchecking on sources under\b|\bno items matching glob\b/,
    ),
    ...says(
      'not-found',
      'dockerfile',
      /\b(?:the specified )?(?:Containerfile|Dockerfile)(?:\(s\))? .{0,160}(?:does not exist|no such file)|\bno (?:Containerfile|Dockerfile)\b.{0,60}(?:found|specified)|\breading build instructions\b/i,
    ),
    ...says('syntax', 'dockerfile', /\bUnknown instruction: /),
    ...says('exited', 'step', /\bwhile running runtime: exit status \d{1,3}\b/),
    ...says(
      'not-found',
      'image',
      /\bno such image "?(?<image>\S{1,300}?)"? in registry\b|\bimage not known\b/,
    ),
  ],
};
