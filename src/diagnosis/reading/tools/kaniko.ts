/** kaniko: `INFO[0001] …`, `error building image: …`, `error checking push permissions …`. */
import { says, type Tool } from './tool';

export const kaniko: Tool = {
  name: 'kaniko',
  speaks:
    /\berror (?:building (?:image|stage)|checking push permissions|pushing image|resolving dockerfile path|resolving source context)\b|^(?:Retrieving image|Executing 0 build triggers|Taking snapshot of|Unpacking rootfs|Resolved base name|Built cross stage deps|Found extra base image)/,
  reaches: 'registry',
  handles: 'image',
  phase: 'build',
  says: [
    ...says('not-found', 'stage', /\bis not a valid target build stage\b|\bError finding target stage\b/),
    ...says(
      'not-found',
      'context-file',
      /\bfailed to get files used from context\b|\bfailed to get fileinfo for\b|\bcopy failed: no source files\b|\bfailed to optimize instruction\b/,
    ),
    ...says(
      'not-found',
      'dockerfile',
      /\berror resolving dockerfile path\b|\bplease provide a valid path to a Dockerfile\b/,
    ),
    ...says('syntax', 'dockerfile', /\bparsing dockerfile\b|\berror parsing dockerfile\b/i),
    ...says(
      'not-unpackable',
      'layer',
      /\bfailed to get filesystem from image: (?!.{0,200}(?:no space|GET |verifying size|TOOMANY|UNAUTH|MANIFEST|EOF|reset|timeout))/,
    ),
    ...says('corrupt', 'layer', /\berror verifying (?:size|sha256 checksum)\b/),
    ...says('unparsable', 'image', /\bcould not parse reference\b|\bgetting tag for destination\b/),
    ...says(
      'forbidden',
      'registry',
      /\berror checking push permissions\b.{0,500}(?:UNAUTHORIZED|DENIED|40[13])/,
    ),
  ],
};
