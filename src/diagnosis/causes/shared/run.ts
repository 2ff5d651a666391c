/** Run: the image is there, and the container does not start or stay. */

/** A container starts only after the build; a step of a build that cannot be started is the build's problem. */
export const starting = ['run', 'pull'] as const;
