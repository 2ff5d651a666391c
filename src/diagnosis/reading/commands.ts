/** Lines that show a command or an instruction, and what these name. */

/** The end of a build by buildpacks. */
export function isFailedBuild(text: string): boolean {
  return /^ERROR: failed to (?:build|export|detect|analyze)\b/.test(text);
}

/** A line that is nothing but a command: what it names has not happened yet. */
export function isCommandLine(text: string): boolean {
  return /^(?:Step|STEP) \d{1,3}(?:\/\d{1,3})? ?: ?(?:RUN|CMD|ENV|LABEL|ARG|ENTRYPOINT) |^> \[[^\]]{1,60}\] RUN .{1,3000}:$|^(?:=> )?(?:ERROR |CACHED )?\[[^\]]{1,60}\] RUN |^\+{1,3} [a-z]|^>>> RUN |^\d{1,4} \| (?:>>> )?(?: {4})?(?:RUN|ENV|&&) /.test(
    text,
  );
}

/** A command line: of a Dockerfile, behind a prompt, or in a shell's trace. */
export function isShellCommand(text: string): boolean {
  return /^(?:\[[^\]]{1,60}\] )?(?:RUN|ADD) \S|^(?:Step|STEP) \d{1,3}(?:\/\d{1,3})? ?: ?RUN |^\+{1,3} \S|^[>$#%] \S|^> \[[^\]]{1,60}\] RUN |^\S{0,80}[$#] \S|^(?:=> )?(?:ERROR )?\[[^\]]{1,60}\] RUN |\bRunning in\b|^The command '|\bprocess "\/bin\//.test(
    text,
  );
}

/** Name of a stage that `COPY --from` asks for, or that kaniko found no stage for. */
export function stageOf(text: string): string | undefined {
  // BuildKit names the stage that a FROM belongs to; without one it looks an image up that a COPY names.
  return /(?:\b(?:COPY --from=|Found extra base image stage )|^FROM docker\.io\/library\/(?=[a-z][\w-]{0,60}:latest$))([a-z][\w-]{0,60})(?:\s|:|$)/i.exec(
    text,
  )?.[1];
}

/** The base image that a line says is being fetched. */
export function retrievedBy(text: string): string | undefined {
  return /(?:\bRetrieving image (?:manifest )?|^FROM docker\.io\/library\/(?=[\w-]{1,60}:latest$))([\w./@-]{1,300})/.exec(
    text,
  )?.[1];
}
