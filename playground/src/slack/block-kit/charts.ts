/** The block `data_visualization`: pie, bar, line and area charts. Source: docs.slack.dev/reference/block-kit/blocks/data-visualization-block. */
import limits from '../../contract/block-kit-limits.json';
import { also, byType, list, number, type Rule, shape, string } from '../schema';
import { blockId, type } from './objects';

const { data_visualization: most } = limits;

const segment = also(
  shape({ label: string({ min_length: 1, ...most.segment.label }), value: number() }),
  ({ value }) => (typeof value === 'number' && value <= 0 ? 'value must be greater than 0' : undefined),
);

const point = shape({ label: string({ min_length: 1, ...most.point_label }), value: number() });

function axisChart(name: string): Rule {
  return shape({
    ...type(name),
    series: list(
      shape({ name: string({ min_length: 1, ...most.series_name }), data: list(point, most.data) }),
      most.series,
    ),
    axis_config: shape(
      { categories: list(string({ min_length: 1, ...most.category_label }), most.categories) },
      { x_label: string(most.axis_label), y_label: string(most.axis_label) },
    ),
  });
}

export const dataVisualization = shape(
  {
    ...type('data_visualization'),
    title: string({ min_length: 1, ...most.title }),
    chart: byType(
      {
        pie: shape({ ...type('pie'), segments: list(segment, most.segments) }),
        bar: axisChart('bar'),
        line: axisChart('line'),
        area: axisChart('area'),
      },
      'chart',
    ),
  },
  blockId,
);
