import type { CurveView } from '#lib/policies/schema.ts'

export type CurveChartProps = Pick<CurveView, 'sides' | 'decisions'> & {
  /** share that may be wrong, 0..1 */
  promise: number
}
