import type { Axis } from '#components/robustness/axis-texts.ts'
import type { SearchDetailView } from '#lib/robustness/schema.ts'

export type TrendChartProps = { axis: Axis; trend: SearchDetailView['trend'] }
