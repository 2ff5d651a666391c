import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { architectureSvg, roomsOf } from '../../scripts/architecture-picture';

test('docs/architecture.svg is what `npm run -s docs:architecture` draws', () => {
  expect(readFileSync(join(__dirname, '../../docs/architecture.svg'), 'utf8')).toBe(architectureSvg());
});

test('the picture names every room and what it does', () => {
  const svg = architectureSvg();
  for (const { name, files } of roomsOf())
    expect(svg).toContain(`${name.replace('diagnosis/', '')} · ${files}`);
  expect(svg).not.toContain('text-anchor="middle"></text>');
});
