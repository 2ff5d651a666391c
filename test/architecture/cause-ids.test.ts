import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';
import { catalogue } from '../../src/diagnosis/causes/index';

const root = join(__dirname, '../../src');

/** A node of the syntax tree: its kind is `type`. */
type Node = Readonly<Record<string, unknown>> & { readonly type?: string };

interface Source {
  readonly file: string;
  readonly nodes: readonly Node[];
}

/** Properties of a finding, a step and the traits that hold ids of causes. */
const properties = new Set(['cause', 'inBuild', 'ofBaseImage', 'becauseOf', 'includes', 'implies']);

const sources: readonly Source[] = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => sourceOf(file, readFileSync(join(root, file), 'utf8')));

function sourceOf(file: string, text: string): Source {
  return { file, nodes: [...nodesOf(parseSync(text, { syntax: 'typescript', decorators: true }))] };
}

function* nodesOf(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Node;
  for (const inner of Object.values(value)) yield* nodesOf(inner);
}

/** The last name of `name`, `object.name`, `object?.name`, `#name`; of a string as a key, the string. */
function nameOf(node: unknown): string {
  const { value, property, base, id } = (node ?? {}) as Node;
  if (typeof value === 'string') return value;
  const inner = property ?? base ?? id;
  return inner ? nameOf(inner) : '';
}

/** The annotation `: CauseId`, also with a default value. */
function isCauseId(pattern: unknown): boolean {
  const { left, typeAnnotation } = (pattern ?? {}) as {
    left?: Node;
    typeAnnotation?: { typeAnnotation?: Node };
  };
  return left ? isCauseId(left) : nameOf(typeAnnotation?.typeAnnotation?.typeName) === 'CauseId';
}

/** Functions and methods that take a cause, with the place of the parameter; a name that others have as well is left out. */
function takersOf(all: readonly Source[]): ReadonlyMap<string, number> {
  const takers = new Map<string, number>();
  const others = new Set<string>();
  for (const node of all.flatMap(({ nodes }) => nodes)) {
    const { identifier, key, id } = node;
    const { params } = (node.function ?? node.init ?? node) as { params?: readonly Node[] };
    if (!Array.isArray(params)) continue;
    const at = params.findIndex((one) => isCauseId(one.pat ?? one));
    const name = nameOf(identifier ?? key ?? id);
    if (at >= 0) takers.set(name, at);
    else others.add(name);
  }
  for (const name of others) takers.delete(name);
  return takers;
}

/** Constants of a file that are strings. */
function constantsOf({ nodes }: Source): ReadonlyMap<string, string> {
  return new Map(
    nodes.flatMap(({ type, id, init }) => {
      const { type: kind, value } = (init ?? {}) as Node;
      return type === 'VariableDeclarator' && kind === 'StringLiteral'
        ? [[nameOf(id), String(value)] as const]
        : [];
    }),
  );
}

/** The values that an expression may have, as far as they are written: through `? :`, `??`, lists and constants of the file. */
function literalsOf(expression: unknown, constants: ReadonlyMap<string, string>): readonly string[] {
  const node = (expression ?? {}) as Node;
  const each = (...inner: readonly unknown[]) => inner.flatMap((one) => literalsOf(one, constants));
  switch (node.type) {
    case 'StringLiteral':
      return [String(node.value)];
    case 'Identifier':
      return [constants.get(nameOf(node)) ?? []].flat();
    case 'ParenthesisExpression':
      return each(node.expression);
    case 'ConditionalExpression':
      return each(node.consequent, node.alternate);
    case 'BinaryExpression':
      return node.operator === '??' ? each(node.left, node.right) : [];
    case 'ArrayExpression':
      return each(...(node.elements as readonly (Node | null)[]).map((one) => one?.expression));
    default:
      return [];
  }
}

/** Ids of causes that a file names: in a finding, a trait, a comparison, or as an argument that is one. */
function namedIn(source: Source, takers: ReadonlyMap<string, number>): readonly string[] {
  const constants = constantsOf(source);
  return source.nodes.flatMap((node) => {
    switch (node.type) {
      case 'KeyValueProperty':
        return properties.has(nameOf(node.key)) ? literalsOf(node.value, constants) : [];
      case 'VariableDeclarator':
        return isCauseId(node.id) || nameOf(node.id) === 'cause' ? literalsOf(node.init, constants) : [];
      case 'BinaryExpression':
        return ['===', '!=='].includes(String(node.operator)) && nameOf(node.left) === 'cause'
          ? literalsOf(node.right, constants)
          : [];
      case 'CallExpression': {
        const at = takers.get(nameOf(node.callee));
        const given = node.arguments as readonly Node[];
        return at === undefined ? [] : literalsOf(given[at]?.expression, constants);
      }
      default:
        return [];
    }
  });
}

/** Lists, sets and tables of two and more causes. */
function listsIn({ nodes }: Source): readonly string[] {
  return nodes.flatMap((node) => {
    const entries =
      node.type === 'ArrayExpression'
        ? (node.elements as readonly (Node | null)[]).map((one) => one?.expression)
        : node.type === 'ObjectExpression'
          ? (node.properties as readonly Node[]).map(({ key }) => key)
          : [];
    const ids = entries.map((one) =>
      (one as Node | undefined)?.type === 'StringLiteral' ? nameOf(one) : '',
    );
    return ids.length > 1 && ids.every((id) => catalogue.has(id)) ? [ids.join(', ')] : [];
  });
}

/** Two and more causes in one condition, joined by `||` and `&&`; the two that mean nothing failed or nothing is known may stand there. */
function conditionsIn({ nodes }: Source): readonly string[] {
  const named = (value: unknown): readonly string[] => {
    const {
      type,
      operator,
      left,
      right,
      expression,
      argument,
      callee,
      arguments: given,
    } = (value ?? {}) as Node;
    if (type === 'BinaryExpression' && ['||', '&&'].includes(String(operator)))
      return [...named(left), ...named(right)];
    if (type === 'ParenthesisExpression') return named(expression);
    if (type === 'UnaryExpression') return named(argument);
    const asked =
      type === 'BinaryExpression' && nameOf(left) === 'cause'
        ? right
        : type === 'CallExpression' && nameOf(callee) === 'has'
          ? (given as readonly Node[])[0]?.expression
          : undefined;
    const id = (asked as Node | undefined)?.type === 'StringLiteral' ? nameOf(asked) : '';
    return catalogue.has(id) && id !== 'unknown' && id !== 'healthy-no-problem' ? [id] : [];
  };
  return nodes.flatMap((node) => {
    const ids = node.type === 'BinaryExpression' ? named(node) : [];
    return ids.length > 1 ? [ids.join(', ')] : [];
  });
}

/** Where the letters of an id decide: a file's name says nothing that a trait should say. */
function lettersIn({ nodes }: Source): readonly string[] {
  return nodes.flatMap(({ type, callee, arguments: given }) => {
    if (type !== 'CallExpression') return [];
    const { object } = (callee ?? {}) as Node;
    const called = nameOf(callee);
    const ofId = ['startsWith', 'endsWith', 'match'].includes(called) && nameOf(object) === 'cause';
    const byPattern = called === 'test' && nameOf((given as readonly Node[])[0]?.expression) === 'cause';
    return ofId || byPattern ? [called] : [];
  });
}

const takers = takersOf(sources);

test('every cause that code names has a file', () => {
  const named = sources.flatMap((source) => namedIn(source, takers).map((id) => ({ file: source.file, id })));
  expect(named.length).toBeGreaterThan(200);
  // `nothing` is the word of the trait `inBuild` for a cause that says nothing of a build.
  expect(named.filter(({ id }) => id !== '' && id !== 'nothing' && !catalogue.has(id))).toEqual([]);
});

test.each([
  `look({ cause: found ? 'no-such-cause' : 'rate-limited' });`,
  `if (failure.cause !== 'no-such-cause') stop();`,
  `const CAUSE = 'no-such-cause'; look.fails(CAUSE, 'detail');`,
  `const cause = kind ?? 'no-such-cause';`,
  `traitsOf('no-such-cause');`,
  `defineCause({ becauseOf: ['no-such-cause'] });`,
])('a name that no cause has is seen in: %s', (text) => {
  expect(namedIn(sourceOf('some.ts', text), takers)).toContain('no-such-cause');
});

test('no list of causes stands outside the causes: what is common to several is a trait', () => {
  const lists = sources
    .filter(({ file }) => !file.startsWith('diagnosis/causes/'))
    .flatMap((source) => listsIn(source).map((list) => `${source.file}: ${list}`));
  expect(lists).toEqual([]);
});

test.each([
  `const some = new Set(['auth-missing', 'auth-invalid']);`,
  `const words = { 'auth-missing': 'no login', 'auth-invalid': 'wrong login' };`,
])('a list of causes is seen in: %s', (text) => {
  expect(listsIn(sourceOf('some.ts', text))).toEqual(['auth-missing, auth-invalid']);
});

test('no condition outside the causes joins several, or goes by the letters of an id', () => {
  const conditions = sources
    .filter(({ file }) => !file.startsWith('diagnosis/causes/'))
    .flatMap((source) =>
      [...conditionsIn(source), ...lettersIn(source)].map((found) => `${source.file}: ${found}`),
    );
  expect(conditions).toEqual([]);
});

test.each([
  `if (cause === 'auth-missing' || cause === 'auth-invalid') stop();`,
  `if (found && !(causes.has('auth-missing') || causes.has('auth-invalid'))) stop();`,
  `const both = near.cause === 'auth-missing' && far.cause === 'auth-invalid';`,
])('several causes in one condition are seen in: %s', (text) => {
  expect(conditionsIn(sourceOf('some.ts', text))).toContain('auth-missing, auth-invalid');
});

test.each([`cause.startsWith('auth-')`, `/^auth-/.test(first.cause)`])(
  'letters of an id are seen in: %s',
  (text) => {
    expect(lettersIn(sourceOf('some.ts', text))).toHaveLength(1);
  },
);
