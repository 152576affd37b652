import type { RunOutput } from '../../core/run/result';
import type { RunContext, Runner } from '../../core/run/runner';
import { readMetricSnippet, type MetricSnippet } from '../../core/snippet/metricSnippet';
import type { RunnableSnippet } from '../../core/snippet/snippet';
import type { ResultFiles } from '../results/resultFiles';
import { chartOf, columnsOf, labelNames, rowOf } from './metricRows';
import type { PrometheusClient, TimeRange } from './prometheusClient';

/** Runs `promql`: one expression, now or over a time up to now. */
export class MetricRunner implements Runner {
  constructor(
    private readonly client: PrometheusClient,
    private readonly results: ResultFiles,
    private readonly now: () => number = Date.now,
  ) {}

  async run(snippet: RunnableSnippet, { signal }: RunContext): Promise<RunOutput> {
    const { query, range } = readMetricSnippet(snippet);
    const { series, overTime, warnings } = await this.client.query(query, range && this.timeRange(range), signal);
    const labels = labelNames(series);
    const rows = this.results.collector();
    for (const one of series) rows.add(rowOf(one, labels, overTime));
    const rowSet = rows.finish(columnsOf(labels, overTime), false);
    return { kind: 'metrics', query, rowSet, chart: overTime ? chartOf(series, query) : null, warnings };
  }

  /** Ends now; whole seconds, so that two queries of one moment have the same points. */
  private timeRange({ seconds, step }: NonNullable<MetricSnippet['range']>): TimeRange {
    const end = Math.floor(this.now() / 1000);
    return { start: end - seconds, end, step };
  }
}
