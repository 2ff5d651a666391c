/** Kubernetes quantities: `500m`, `4G`, `2Gi`, `12`. */
const scales: Readonly<Record<string, number>> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  K: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
};

/** The number that a quantity means, in its base unit; undefined when it is not one. */
export function quantity(text: string): number | undefined {
  const parts = /^([0-9]{1,20}(?:\.[0-9]{1,20})?)(m|k|[KMGT]i?)?$/.exec(text.trim());
  const scale = scales[parts?.[2] ?? ''];
  return parts?.[1] === undefined || scale === undefined ? undefined : Number(parts[1]) * scale;
}

/** Bytes as people say them, in powers of 1000 as IBM Container Registry counts. */
export function bytes(n: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = n;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
