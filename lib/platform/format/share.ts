const count = new Intl.NumberFormat('en-GB')

/** A share 0..1 as a percentage that never rounds up to 100 % or down to 0 %. `null` (nothing to divide) is a dash. */
export function formatShare(share: number | null, digits = 1): string {
  if (share === null || !Number.isFinite(share)) return '–'
  const step = 10 ** -digits
  let percent = share * 100
  if (share < 1) percent = Math.min(percent, 100 - step)
  if (share > 0) percent = Math.max(percent, step)
  return `${percent.toFixed(share === 0 || share === 1 ? 0 : digits)} %`
}

/** A whole number with thousands separators. */
export function formatCount(value: number): string {
  return count.format(value)
}

/** `1 run`, `12 runs`. */
export function formatQuantity(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`
}

/** A size in bytes as `940 B`, `12.4 kB`, `3.1 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  if (bytes < 999_950) return `${(bytes / 1_000).toFixed(1)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
