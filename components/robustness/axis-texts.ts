import type { SearchView } from '#lib/robustness/schema.ts'

export type Axis = SearchView['axis']

/** Levels that an axis can take and those it is searched over by default, in the units of the API. */
export type AxisRange = {
  from: number
  to: number
  tolerance: number
  step: number
  least: number
  most: number
}

type AxisText = {
  label: string
  /** of a level */
  unit: string
  explanation: string
  /** which levels are harder */
  harder: 'lower' | 'higher'
  /** the API's unit times this is ours */
  scale: number
}

export const axisTexts: Record<Axis, AxisText> = {
  snr: {
    label: 'Noise',
    unit: 'dB SNR',
    explanation:
      'Noise is mixed under the speech until the case fails. SNR says by how much the speech is louder: the lower, the harder.',
    harder: 'lower',
    scale: 1,
  },
  speed: {
    label: 'Speed',
    unit: '× speed',
    explanation:
      'The caller speaks faster at the same pitch, until the case fails. Below 1, callers slow down.',
    harder: 'higher',
    scale: 1,
  },
  packet_loss: {
    label: 'Packet loss',
    unit: '% lost',
    explanation:
      'Packets of 20 ms are lost in bursts of two on average, as on a poor mobile line, until the case fails.',
    harder: 'higher',
    scale: 100,
  },
}

/** A level as a number in our unit, without it: `6.8`, `−5`, `12.5`. */
export function formatNumber(axis: Axis, level: number): string {
  const digits = axis === 'speed' ? 3 : 1
  return String(Number((level * axisTexts[axis].scale).toFixed(digits))).replace('-', '−')
}

const withUnit = (axis: Axis, number: string) =>
  axis === 'speed' ? `${number}${axisTexts[axis].unit}` : `${number} ${axisTexts[axis].unit}`

/** `6.8 dB SNR`, `1.24× speed`, `12.5 % lost`. */
export const formatLevel = (axis: Axis, level: number): string =>
  withUnit(axis, formatNumber(axis, level))

/** `between 6.5 and 7 dB SNR`: the lower number first. */
export function formatBetween(axis: Axis, one: number, other: number): string {
  const [low, high] = [Math.min(one, other), Math.max(one, other)]
  return `between ${formatNumber(axis, low)} and ${formatLevel(axis, high)}`
}

/** What is made harder: `noise (babble)`, `speed`, `packet loss`. */
export function axisWords({ axis, plan }: Pick<SearchView, 'axis' | 'plan'>): string {
  const label = axisTexts[axis].label
  return axis === 'snr' ? `${label} (${plan.noise})` : label
}
