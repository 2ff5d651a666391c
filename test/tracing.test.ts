import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { compose } from '../src/main';
import { readSettings } from '../src/settings';
import { type Stack, startStack } from './support/stack';

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number };
}

/** As OTLP writes a span in JSON. Source: opentelemetry-proto, trace/v1/trace.proto, and its JSON mapping. */
interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly Attribute[];
}

/** A collector that takes what OTLP over HTTP sends. */
class Collector {
  readonly bodies: string[] = [];
  readonly headers: IncomingHttpHeaders[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (request.method !== 'POST' || request.url !== '/v1/traces') return response.writeHead(404).end();
        const body = Buffer.concat(chunks);
        const isZipped = request.headers['content-encoding'] === 'gzip';
        this.bodies.push((isZipped ? gunzipSync(body) : body).toString());
        this.headers.push(request.headers);
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
    });
  }

  static async start(): Promise<Collector> {
    const collector = new Collector();
    await new Promise<void>((resolve) => collector.#server.listen(0, '127.0.0.1', resolve));
    return collector;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get spans(): Span[] {
    return this.bodies.flatMap((body) =>
      JSON.parse(body).resourceSpans.flatMap((resource: { scopeSpans: { spans: Span[] }[] }) =>
        resource.scopeSpans.flatMap(({ spans }) => spans),
      ),
    );
  }

  close(): Promise<unknown> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(resolve));
  }
}

const words = ({ attributes }: Span) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]));

const mockLoaded = jest.fn();
jest.mock('../src/tracing', () => {
  mockLoaded();
  return jest.requireActual('../src/tracing');
});

test('without a collector nothing of it is loaded', () => {
  compose(readSettings({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's', IBMCLOUD_API_KEY: 'k' }));
  expect(mockLoaded).not.toHaveBeenCalled();
});

describe('traces', () => {
  let collector: Collector;
  let stack: Stack;
  let card: string;

  beforeAll(async () => {
    collector = await Collector.start();
    stack = await startStack({ settings: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } });
    const { messages } = await stack.ask('build shop-api');
    card = JSON.stringify(messages);
    // What is left is sent at the end.
    await stack.stop();
  });
  afterAll(() => collector.close());

  test('a question is a span with what was asked and how it ended, under the id of its card', () => {
    const questions = collector.spans.filter(({ name }) => name === 'question');
    expect(questions).toHaveLength(1);
    const said = words(questions[0] as Span);
    expect(said).toMatchObject({ 'ce_image.kind': 'diagnose', 'ce_image.result': expect.any(String) });
    expect(said['ce_image.id']).toMatch(/^[0-9a-f]{8}$/);
    expect(card).toContain(`id ${said['ce_image.id']}`);
  });

  test('each exchange is a span below it, within its time, with system, method and status', () => {
    const [question] = collector.spans.filter(({ name }) => name === 'question');
    const exchanges = collector.spans.filter(({ parentSpanId }) => parentSpanId === question?.spanId);
    expect(exchanges.length).toBeGreaterThanOrEqual(stack.reports[0]?.exchanges?.all.length ?? 1);
    expect(new Set(exchanges.map((span) => words(span)['ce_image.system']))).toEqual(
      new Set(['iam', 'code-engine', 'kubernetes', 'registry', 'git']),
    );
    for (const span of exchanges) {
      expect(span.traceId).toBe(question?.traceId);
      // A client's, in the numbers of OTLP.
      expect(span.kind).toBe(3);
      expect(BigInt(span.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(span.startTimeUnixNano));
      expect(words(span)).toMatchObject({
        'http.request.method': expect.stringMatching(/^[A-Z]+$/),
        'http.response.status_code': expect.any(Number),
      });
    }
  });

  test('no name, query or secret of this world is in them', () => {
    const sent = collector.bodies.join('\n') + JSON.stringify(collector.headers);
    for (const canary of stack.world.canaries) expect(sent).not.toContain(canary);
    expect(sent).not.toMatch(/shop-api|\?/);
  });
});
