/** curl and wget, which fetch what an image needs besides packages. */
import { says, type Tool } from './tool';

export const curl: Tool = {
  name: 'curl',
  starts: /\b(?:curl|wget) (?:-|https?:|")/,
  speaks:
    /^curl: \(\d{1,3}\)|^wget: |\bHTTP request sent, awaiting response\b|^--\d{4}-\d\d-\d\d|^ERROR \d{3}: |\bADD failed\b/,
  reaches: 'download',
  handles: 'download',
  phase: 'build',
  says: [
    ...says(
      'not-unpackable',
      'download',
      /\bThis does not look like a tar archive\b/,
      /\bnot in gzip format\b/,
      /\bFile format not recognized\b/,
      /\bcannot find zipfile directory\b|\bEnd-of-central-directory signature not found\b/,
    ),
    ...says(
      'not-found',
      'download',
      /\bcurl: \(22\)|^(?:\d{4}-\d\d-\d\d [\d:]{8} )?ERROR [45]\d\d: |\bwget: server returned error: |\bHTTP request sent, awaiting response\.{3} [45]\d\d\b|\bADD failed: failed to GET\b|\binvalid response status [45]\d\d\b/,
    ),
    ...says(
      'name-unresolved',
      'download',
      /\bcurl: \(6\)|\bwget: unable to resolve host\b|\bwget: bad address\b/,
    ),
    // It asks whether something answers on its own machine; nothing is fetched.
    ...says(
      'not-listening',
      'port',
      /\bcurl: \(7\) Failed to connect to (?:localhost|127\.0\.0\.1|0\.0\.0\.0|::1) port (?<port>\d{1,5})\b/,
    ),
    ...says(
      'refused',
      'download',
      /\bcurl: \(7\)(?! Failed to connect to (?:localhost|127\.0\.0\.1|0\.0\.0\.0|::1)\b)|\bwget: can't connect to remote host\b/,
    ),
    ...says('timeout', 'download', /\bcurl: \(28\)|\bwget: download timed out\b/),
    ...says('cert-untrusted', 'download', /\bcurl: \(60\)|\bcurl: \(77\)/),
    ...says('reset', 'download', /\bcurl: \((?:16|18|35|52|55|56|92)\)/),
    ...says('usage', 'command', /\bcurl: \(2\)|\bcurl: option\b|\bwget: unrecognized option\b/),
  ],
};
