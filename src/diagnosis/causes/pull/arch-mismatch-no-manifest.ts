import { codeEngineDoc } from '../../remedy/doc-pages';
import { again, publicName, withTag } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { words } from '../shared/wordings';

export default defineCause({
  id: 'arch-mismatch-no-manifest',
  title: 'The image does not exist for this platform',
  stage: 'pull',
  meaning:
    'The tag exists, and it holds no image for the platform of the node. Code Engine runs `linux/amd64` only; images made on an Apple computer are often `arm64` only.',
  shows: '`no matching manifest for linux/amd64 in the manifest list entries`.',
  patterns: words(
    92,
    /\bno matching manifest for\b/i,
    /\bno match for platform in manifest\b/i,
    /\bno (?:image|child|manifest) (?:found |with ).{0,80}(?:architecture|platform)\b/i,
    /\b(?:does not provide|not available for|does not support) the (?:specified|requested|current) platform\b/i,
    /\b(?:does not match|was found but does not (?:match|provide)) the (?:specified|expected) platform\b/i,
    /\bimage operating system ".{1,20}" cannot be used on this platform\b/i,
    /\bno suitable (?:image|manifest)\b.{0,120}(?:platform|arch)/i,
    /\bcould not find (?:a )?(?:image|manifest|platform) .{0,100}(?:platform|architecture)\b/i,
    /\bplatform ["'\\]{0,3}[a-z]{3,9}\/[a-z0-9/]{3,14}["'\\]{0,3} (?:not found|is not supported|not supported)\b/i,
    /\bno (?:image|supported platform|matching platform) (?:is )?found in (?:the )?(?:image index|manifest list)\b/i,
    /\b(?:could not|cannot|couldn't|unable to) find (?:the )?platform \S{1,40} (?:for|in|of) /i,
  ),
  proof: 'The image index lists its platforms, and `linux/amd64` is not among them.',
  fix: (facts) => [
    step(
      'Build and push the image for linux/amd64, or let Code Engine build it.',
      `docker buildx build --platform linux/amd64 --tag ${publicName(facts.image ?? withTag(facts))} --push .`,
    ),
    ...again(facts),
  ],
  doc: codeEngineDoc('plan-build'),
  cases: ['I-15'],
});
