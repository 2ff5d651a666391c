import { randomBytes } from 'node:crypto';
import { Secret } from '../../../src/diagnosis/model/secrets';
import { Seal } from '../../../src/slack/workspaces/seal';

const key = () => new Secret(randomBytes(32).toString('base64'));

describe('a seal', () => {
  test('opens what it sealed, and shows nothing of it', () => {
    const seal = new Seal([key()]);
    const sealed = seal.seal('T1', 'xoxb-canary');
    expect(sealed).not.toContain('canary');
    expect(sealed).not.toBe(seal.seal('T1', 'xoxb-canary'));
    expect(seal.open('T1', sealed)).toEqual({ text: 'xoxb-canary', isOld: false });
  });

  test('does not open what was moved to another name, or changed anywhere', () => {
    const seal = new Seal([key()]);
    const sealed = seal.seal('T1', 'xoxb-canary');
    expect(() => seal.open('T2', sealed)).toThrow('changed');
    const [version, id, data = ''] = sealed.split('.');
    const bytes = Buffer.from(data, 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] as number) ^ 1;
      expect(() => seal.open('T1', `${version}.${id}.${changed.toString('base64url')}`)).toThrow('changed');
    }
    for (const nonsense of ['', 'v1', 'v1.x', 'v2.a.b', `${version}.${id}.`]) {
      expect(() => seal.open('T1', nonsense)).toThrow(/sealed/);
    }
  });

  test('opens with the key before, and says that it is old; a lost key opens nothing', () => {
    const [before, after] = [key(), key()];
    const sealed = new Seal([before]).seal('T1', 'x');
    expect(new Seal([after, before]).open('T1', sealed)).toEqual({ text: 'x', isOld: true });
    expect(() => new Seal([after]).open('T1', sealed)).toThrow('another key');
  });

  test.each(['', 'short', 'a'.repeat(63)])('takes no key of another length: “%s”', (text) => {
    expect(() => new Seal([new Secret(text)])).toThrow('32 bytes');
  });

  test('takes a key in hex', () => {
    expect(
      new Seal([new Secret('ab'.repeat(32))]).open(
        'n',
        new Seal([new Secret('ab'.repeat(32))]).seal('n', 'x'),
      ).text,
    ).toBe('x');
  });
});
