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
