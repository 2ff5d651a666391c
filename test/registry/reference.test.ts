import fc from 'fast-check';
import { parseReference } from '../../src/registry';

const digest = `sha256:${'a1'.repeat(32)}`;

describe('references that can be read', () => {
  test.each([
    ['node', 'docker.io', 'library/node', 'latest', undefined],
    ['node:22-alpine', 'docker.io', 'library/node', '22-alpine', undefined],
    ['fernwood/style-guide', 'docker.io', 'fernwood/style-guide', 'latest', undefined],
    ['index.docker.io/library/node:22', 'docker.io', 'library/node', '22', undefined],
    ['private.de.icr.io/shop/api:1.2', 'private.de.icr.io', 'shop/api', '1.2', undefined],
    ['US.icr.io/shop/api', 'us.icr.io', 'shop/api', 'latest', undefined],
    ['us.icr.io/shop/team/api:1', 'us.icr.io', 'shop/team/api', '1', undefined],
    ['registry.example:5000/api:1', 'registry.example:5000', 'api', '1', undefined],
    ['localhost:5000/api', 'localhost:5000', 'api', 'latest', undefined],
    ['localhost/api', 'localhost', 'api', 'latest', undefined],
    ['[::1]:5000/api:1', '[::1]:5000', 'api', '1', undefined],
    [`us.icr.io/shop/api@${digest}`, 'us.icr.io', 'shop/api', undefined, digest],
    [`us.icr.io/shop/api:1@${digest}`, 'us.icr.io', 'shop/api', '1', digest],
    ['us.icr.io/shop/a__b-c.d/e---f:1', 'us.icr.io', 'shop/a__b-c.d/e---f', '1', undefined],
  ])('%s', (text, registry, repository, tag, pinned) => {
    const parsed = parseReference(text);
    expect(parsed.ok && parsed.image).toEqual({
      registry,
      repository,
      ...(tag !== undefined && { tag }),
      ...(pinned !== undefined && { digest: pinned }),
      canonical: expect.stringContaining(`${registry}/${repository}`),
    });
  });

  test('the canonical spelling fills in what was left out', () => {
    const parsed = parseReference('node');
    expect(parsed.ok && parsed.image.canonical).toBe('docker.io/library/node:latest');
  });

  test('a tag beside a digest is said to be ignored', () => {
    const parsed = parseReference(`us.icr.io/shop/api:1@${digest}`);
    expect(parsed.ok && parsed.remarks.join()).toMatch(/the digest decides/);
  });

  test('a namespace that the registry would not take is remarked on', () => {
    const parsed = parseReference('us.icr.io/ab/api:1');
    expect(parsed.ok && parsed.remarks.join()).toMatch(/4 to 30/);
  });

  test('the canonical spelling reads as the same image', () => {
    const part = fc.stringMatching(/^[a-z0-9]{1,8}([._-][a-z0-9]{1,8}){0,2}$/);
    const reference = fc
      .tuple(fc.array(part, { minLength: 2, maxLength: 4 }), fc.stringMatching(/^\w[\w.-]{0,20}$/))
      .map(([parts, tag]) => `registry.example/${parts.join('/')}:${tag}`);
    fc.assert(
      fc.property(reference, (text) => {
        const once = parseReference(text);
        expect(once.ok && parseReference(once.image.canonical)).toEqual(once);
      }),
    );
  });
});

describe('references that cannot be read are told what is wrong', () => {
  test.each([
    ['', /is empty/],
    ['https://us.icr.io/shop/api:1', /no scheme: write us\.icr\.io\/shop\/api:1/],
    ['docker://us.icr.io/shop/api', /no scheme/],
    [`us.icr.io/shop/api:\${TAG}`, /placeholder/],
    ['us.icr.io/shop/api:<TAG>', /placeholder/],
    ['us.icr.io/shop/api :1', /a space/],
    ['us.icr.io/shöp/api', /“ö”/],
    ['/shop/api', /begins with “\/”/],
    ['us.icr.io//api', /“\/\/”/],
    ['us.icr.io/shop/', /ends with “\/”/],
    ['us.icr.io/shop/api:', /tag after “:” is empty/],
    ['us.icr.io/shop/api:1:2', /more than one tag/],
    ['us.icr.io/shop/api@', /digest after “@” is empty/],
    ['us.icr.io/shop/api@sha256:abc', /3 hexadecimal digits instead of 64/],
    [`us.icr.io/shop/api@sha256:${'A'.repeat(64)}`, /lower case/],
    ['us.icr.io/shop/api@md5:abc', /not written sha256/],
    [`us.icr.io/shop/api@${digest}@${digest}`, /more than one “@”/],
    ['us.icr.io/Shop/api', /capital letters.*write shop/],
    ['us.icr.io/shop/api!', /holds “!”/],
    ['us.icr.io/shop/-api', /begin and end with a letter or digit/],
    ['us.icr.io/api:1', /lie in a namespace: write us\.icr\.io\/NAMESPACE\/api/],
    [`us.icr.io/shop/api:${'x'.repeat(129)}`, /longer than 128/],
    ['us.icr.io/shop/api:-1', /must not begin/],
    ['us.icr.io/shop/api:1+2', /holds “\+”/],
    [`us.icr.io/shop/${'a'.repeat(250)}`, /longer than 255/],
    ['us.icr.io:99999/shop/api', /port “99999”/],
    ['us.icr.io:/shop/api', /port “”/],
    ['us-.icr.io/shop/api', /begins or ends with a dash/],
    [`${'a'.repeat(64)}.example/shop/api`, /longer than 63/],
    ['us..icr.io/shop/api', /an empty part/],
  ])('%s', (text, problem) => {
    const parsed = parseReference(text);
    expect(parsed).toEqual({ ok: false, problem: expect.stringMatching(problem) });
  });

  test('whatever is typed, there is an answer', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400, unit: 'grapheme' }), (text) => {
        const parsed = parseReference(text);
        expect(parsed.ok || parsed.problem.length > 10).toBe(true);
      }),
    );
  });
});
