import { isProject, nearest, Projects } from '../../../src/diagnosis/investigate/projects';
import type { Project } from '../../../src/diagnosis/model/platform';
import { codeEngine, stillClock } from '../support/world';

const project = (name: string, region = 'eu-de'): Project => ({
  id: `id-${name}-${region}`,
  name,
  region,
  status: 'active',
});
const signal = new AbortController().signal;

function over(
  projects: readonly Project[],
  defaultProject?: string,
  failures: { region: string; error: string }[] = [],
) {
  let calls = 0;
  const source = codeEngine({
    projects: async () => {
      calls++;
      return { projects, failures };
    },
  });
  return { projects: new Projects(source, stillClock(), defaultProject), calls: () => calls };
}

describe('finding a project', () => {
  test('takes the default project when none is named', async () => {
    const found = await over([project('shop'), project('pay')], 'shop').projects.find({}, signal);
    expect(found).toMatchObject({ name: 'shop' });
  });

  test('takes the only project when there is no default', async () => {
    expect(await over([project('shop')]).projects.find({}, signal)).toMatchObject({ name: 'shop' });
  });

  test('asks which one when there are several and no default', async () => {
    const found = await over([project('shop'), project('pay')]).projects.find({}, signal);
    expect(found).toMatchObject({ found: 'project-required', projects: [{ name: 'shop' }, { name: 'pay' }] });
  });

  test('finds by id and by name in any case', async () => {
    const { projects } = over([project('shop')]);
    expect(isProject(await projects.find({ project: 'SHOP' }, signal))).toBe(true);
    expect(isProject(await projects.find({ project: 'id-shop-eu-de' }, signal))).toBe(true);
  });

  test('takes the very spelling before any other case', async () => {
    const { projects } = over([project('Shop'), project('shop')]);
    expect(await projects.find({ project: 'Shop' }, signal)).toMatchObject({ name: 'Shop' });
    expect(await projects.find({ project: 'shop' }, signal)).toMatchObject({ name: 'shop' });
    expect(await projects.find({ project: 'SHOP' }, signal)).toMatchObject({ found: 'project-ambiguous' });
  });

  test('names the nearest for a typing error, also in other regions', async () => {
    const { projects } = over([project('shop', 'eu-de'), project('pay', 'us-south')]);
    expect(await projects.find({ project: 'shpo' }, signal)).toMatchObject({
      found: 'project-unknown',
      nearest: [{ name: 'shop' }],
    });
    expect(await projects.find({ project: 'shop', region: 'us-south' }, signal)).toMatchObject({
      found: 'project-unknown',
      region: 'us-south',
      nearest: [{ name: 'shop', region: 'eu-de' }],
    });
  });

  test('does not choose between two projects of one name', async () => {
    const { projects } = over([project('shop', 'eu-de'), project('shop', 'us-south')]);
    expect(await projects.find({ project: 'shop' }, signal)).toMatchObject({ found: 'project-ambiguous' });
    expect(await projects.find({ project: 'shop', region: 'us-south' }, signal)).toMatchObject({
      region: 'us-south',
    });
  });

  test('remembers a whole list for a minute, and never one with holes', async () => {
    const whole = over([project('shop')]);
    await whole.projects.find({}, signal);
    await whole.projects.find({}, signal);
    expect(whole.calls()).toBe(1);
    const holes = over([project('shop')], undefined, [{ region: 'us-south', error: 'timeout' }]);
    await holes.projects.find({}, signal);
    await holes.projects.find({}, signal);
    expect(holes.calls()).toBe(2);
  });

  test('says which regions did not answer when none did', async () => {
    const { projects } = over([], undefined, [{ region: 'eu-de', error: 'the API key is not accepted' }]);
    await expect(projects.find({}, signal)).rejects.toThrow('eu-de (the API key is not accepted)');
  });
});

describe('nearest names', () => {
  const near = (asked: string, names: string[]) => nearest(names, asked, (name) => name, 3);

  test('are those with the fewest changes, nearest first', () => {
    expect(near('shop-api', ['shop-app', 'payments', 'shop-api-2'])).toEqual(['shop-api-2', 'shop-app']);
  });

  test.each([
    ['shop-chekout', ['shop-web', 'shop-checkout', 'shop-cart'], ['shop-checkout']],
    ['shop-aip', ['shop-api', 'shop-pages', 'shop-web'], ['shop-api']],
    ['a', ['api', 'web', 'ab'], ['ab']],
  ])('of %s are no names that only share a first word', (asked, names, expected) => {
    expect(near(asked, names)).toEqual(expected);
  });

  test('are none when nothing is alike', () => {
    expect(near('zzz', ['shop-app', 'payments'])).toEqual([]);
  });
});

describe('projects of several accounts', () => {
  const of = (account: string, name: string): Project => ({
    ...project(name),
    id: `${account}-${name}`,
    account,
  });
  const both = [of('prod', 'shop'), of('lab', 'shop'), of('lab', 'pay')];

  test('of one name are told apart by the account', async () => {
    const { projects } = over(both);
    expect(await projects.find({ project: 'shop', account: 'lab' }, signal)).toMatchObject({
      id: 'lab-shop',
    });
    expect(await projects.find({ project: 'shop' }, signal)).toMatchObject({ found: 'project-ambiguous' });
  });

  test('an account without the usual project is asked which one', async () => {
    const { projects } = over([of('prod', 'shop'), of('lab', 'pay'), of('lab', 'try')], 'shop');
    expect(await projects.find({ account: 'lab' }, signal)).toMatchObject({
      found: 'project-required',
      projects: [{ name: 'pay' }, { name: 'try' }],
    });
    expect(await projects.find({ account: 'prod' }, signal)).toMatchObject({ id: 'prod-shop' });
  });

  test('a name that another account has is offered from there', async () => {
    expect(await over(both).projects.find({ project: 'pay', account: 'prod' }, signal)).toMatchObject({
      found: 'project-unknown',
      account: 'prod',
      nearest: [{ id: 'lab-pay' }],
    });
  });
});
