/** A request that Code Engine's API refuses. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export const notFound = (): Refusal => new Refusal(404, 'resource_not_found', 'Resource not found.');
export const notAllowed = (): Refusal => new Refusal(405, 'method_not_allowed', 'Method not allowed.');
