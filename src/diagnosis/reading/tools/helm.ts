/** Helm, and kubectl where it waits: they tell that something did not come about, and not why. */
import { says, type Tool } from './tool';

export const helm: Tool = {
  name: 'helm',
  starts: /\bhelm (?:--?\S{1,60} ){0,6}(?:install|upgrade|rollback|pull|push|repo|dependency|template)\b/,
  speaks: /\b(?:UPGRADE|INSTALLATION|ROLLBACK) FAILED\b|\bHappy Helming\b|^helm\.go:\d/,
  reaches: 'registry',
  says: [...says('failed', 'pod', /\btimed out waiting for the condition\b/)],
};
