/** containerd, ctr and nerdctl: `failed to pull and unpack image "…": failed to resolve reference "…": …`. */
import { says, type Tool } from './tool';

export const containerd: Tool = {
  name: 'containerd',
  starts: /\b(?:ctr|nerdctl|crictl) /,
  speaks:
    /\bfailed to (?:pull and unpack image|resolve reference|do request|fetch (?:oauth|anonymous) token|copy: httpReadSeeker)\b|^ctr: |\bhttpReadSeeker\b|\bunexpected status (?:code |from )/,
  reaches: 'registry',
  handles: 'image',
  says: [
    ...says(
      'unauthorized',
      'token',
      /\bunexpected status (?:code )?from (?:HEAD|GET) request to \S{1,400}\/manifests\/\S{1,200}: 401\b/,
    ),
    ...says(
      'not-found',
      'image',
      /\bfailed to resolve (?:reference|image|source metadata)\b.{0,900}(?<![{(]): not found\b/,
    ),
    ...says(
      'not-found',
      'image-digest',
      /\bcould not fetch content descriptor\b|\bcontent digest sha256:[0-9a-f]{4,64}: not found\b|\bfailed open: content at \S{1,400} not found\b/,
    ),
    ...says(
      'forbidden',
      'registry',
      /\bpulling from host \S{1,200} failed with status code \[manifests .{1,160}\]: 403\b/,
    ),
    ...says(
      'unauthorized',
      'registry',
      /\bpulling from host \S{1,200} failed with status code \[manifests .{1,160}\]: 401\b/,
    ),
    ...says('unauthorized', 'token', /\bfailed to fetch oauth token\b.{0,600}\b40[13]\b/),
    ...says('no-credentials', 'registry', /\bfailed to fetch anonymous token\b.{0,600}\b40[13]\b/),
    ...says(
      'corrupt',
      'layer',
      /\bfailed commit on ref\b.{0,300}\b(?:unexpected commit (?:digest|size)|failed size validation)\b/,
    ),
    ...says('not-unpackable', 'layer', /\bfailed to extract layer\b(?!.{0,600}no space)/),
    ...says('old-format', 'image', /\bmedia type "?[\w./+-]{1,120}"? is no longer supported\b/),
    ...says('timeout', 'layer', /\bcancel pulling image\b.{0,200}\bno progress\b/),
  ],
};
