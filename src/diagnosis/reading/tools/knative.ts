/** Knative Serving's words on a revision. */
import { says, type Tool } from './tool';

export const knative: Tool = {
  name: 'knative',
  speaks:
    /\bRevisionFailed\b|\bRevision "[^"]{1,120}" failed with message\b|\bUnable to fetch image\b|\bRevisionMissing\b|\bConfiguration "[^"]{1,120}" does not have any ready\b/,
  reaches: 'registry',
  handles: 'image',
  says: [
    ...says(
      'not-listening',
      'port',
      /\bInitial scale was never achieved\b|\bfailed to start and (?:then )?listen\b|\baggressive probe error\b|\bContainerMissing\b.{0,40}port/i,
    ),
    ...says(
      'not-found',
      'image',
      /\bfailed to resolve image to digest: .{0,300}(?:404|not found|MANIFEST_UNKNOWN)/,
    ),
  ],
};
