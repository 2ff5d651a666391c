/** Keys without a beginning of their own that are known by their exact length, and blobs that hold other secrets. */
import { everyMatch, type Finder } from './finder';
import { isJumbled, isTangled, plainTextOf } from './judge';

/**
 * API keys of IBM Cloud have 44 characters of `A-Z a-z 0-9 _ -`; secret access keys of AWS 40 of `A-Z a-z 0-9 + /`.
 * Source: detect-secrets (IBM), `ibm_cloud_iam` and `aws`; AWS IAM documentation.
 */
const candidates = /(?<![A-Za-z0-9+/_=-])(?:[A-Za-z0-9_-]{44}|[A-Za-z0-9+/]{40})(?![A-Za-z0-9+/_=-])/g;

export const bareKeys: Finder = (text, report) => {
  everyMatch(candidates, text, ({ index, 0: word }) => {
    // Base64 of plain text is a mixture as well; what it holds is looked at by itself.
    if (isTangled(word) && plainTextOf(word) === undefined) report(index, index + word.length);
  });
};

/** The longest blob that is looked into, characters. */
const LONGEST_BLOB = 200_000;
const blobs = new RegExp(`(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{16,${LONGEST_BLOB}}={0,2}`, 'g');

/**
 * Base64 whose plain text holds a secret, for example a Docker configuration or `user:password`.
 * @param holdsSecret looks into the plain text
 */
export function blobsWith(holdsSecret: (plain: string) => boolean): Finder {
  return (text, report) => {
    everyMatch(blobs, text, ({ index, 0: blob }) => {
      const plain = plainTextOf(blob);
      if (plain !== undefined && (isLogin(plain) || holdsSecret(plain))) report(index, index + blob.length);
    });
  };
}

/** `user:password`, whose password only chance makes. */
function isLogin(plain: string): boolean {
  const password = /^[\w.@$+-]{1,60}:(\S{10,400})$/.exec(plain)?.[1];
  return password !== undefined && (isTangled(password, 10) || isJumbled(password));
}
