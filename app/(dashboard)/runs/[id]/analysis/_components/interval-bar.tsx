import { cn } from '#components/ui/cn.ts'

export type IntervalBarProps = {
  /** on a scale from `from` to `to` */
  value: number
  low: number
  high: number
  from: number
  to: number
  /** draws a bar from here to the value */
  origin: number
  tone?: 'plain' | 'bad' | 'faint'
}

const tones = { plain: 'bg-primary/45', bad: 'bg-failed-mark hatch', faint: 'bg-control/40' }

/** A bar with its interval as a line over it. The figures stand beside it in words. */
export function IntervalBar({ tone = 'plain', ...bar }: IntervalBarProps) {
  const at = (value: number) =>
    `${(Math.min(1, Math.max(0, (value - bar.from) / (bar.to - bar.from))) * 100).toFixed(2)}%`
  const wide = (low: number, high: number) => `calc(${at(high)} - ${at(low)})`
  const [start, end] = [Math.min(bar.origin, bar.value), Math.max(bar.origin, bar.value)]
  return (
    <div className="bg-muted/70 relative h-3.5 min-w-24 rounded-sm" aria-hidden>
      <span
        className={cn('absolute inset-y-0 rounded-sm', tones[tone])}
        style={{ left: at(start), width: wide(start, end) }}
      />
      <span
        className="bg-foreground absolute top-1/2 h-px -translate-y-1/2"
        style={{ left: at(bar.low), width: wide(bar.low, bar.high) }}
      />
      {[bar.low, bar.high].map((value, index) => (
        <span
          key={index}
          className="bg-foreground absolute inset-y-0.5 w-px"
          style={{ left: at(value) }}
        />
      ))}
      {bar.origin !== bar.from && (
        <span className="bg-control absolute -inset-y-0.5 w-px" style={{ left: at(bar.origin) }} />
      )}
    </div>
  )
}
