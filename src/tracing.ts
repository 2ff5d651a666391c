/**
 * Traces for OpenTelemetry: a span for each question and alert, and below it one for each exchange with another system.
 * They hold words of fixed lists, statuses and times; no name, query, header or text of anybody.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Exchange } from './diagnosis/model/exchange';
import type { Traces } from './diagnosis/model/follow';

/** Milliseconds that a stop waits for the collector. */
const FLUSH_MS = 3000;

/** Work runs within spans. */
export interface Tracing extends Traces {
  /** An exchange that has ended, caused by what is under way. */
  exchanged(exchange: Exchange): void;
  /** Sends what is left; never rejects. */
  end(): Promise<void>;
}

/**
 * Sends spans to a collector, by OTLP over HTTP in JSON; what cannot be sent is dropped. The exporter reads its other variables
 * (`OTEL_EXPORTER_OTLP_HEADERS`, `…_TIMEOUT`, `…_COMPRESSION`) itself.
 * @param endpoint what `OTEL_EXPORTER_OTLP_ENDPOINT` says
 */
export function openTracing(endpoint: string): Tracing {
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces` });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'ce-image' }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer('ce-image');
  const current = new AsyncLocalStorage<Span>();
  return {
    during(name, id, work) {
      const span = tracer.startSpan(name, { root: true, attributes: { 'ce_image.id': id } });
      return current.run(span, async () => {
        try {
          return await work((words) => span.setAttributes(prefixed(words)));
        } catch (error) {
          // The error's words may be anybody's.
          span.setStatus({ code: SpanStatusCode.ERROR });
          throw error;
        } finally {
          span.end();
        }
      });
    },
    exchanged({ system, method, path, startedAt, ms, status, tries }) {
      const parent = current.getStore();
      if (!parent) return;
      const span = tracer.startSpan(
        `${method} ${system}`,
        {
          kind: SpanKind.CLIENT,
          startTime: startedAt,
          attributes: {
            'http.request.method': method,
            // Its fixed words only, as a template.
            'url.template': path,
            ...(status !== undefined && { 'http.response.status_code': status }),
            ...prefixed({ system, tries: String(tries) }),
          },
        },
        trace.setSpan(ROOT_CONTEXT, parent),
      );
      if (status === undefined || status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end(startedAt + ms);
    },
    async end() {
      const patience = new Promise((resolve) => setTimeout(resolve, FLUSH_MS).unref());
      await Promise.race([provider.shutdown().catch(() => undefined), patience]);
    },
  };
}

function prefixed(words: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(words).map(([name, word]) => [`ce_image.${name}`, word]));
}
