import {
  axisTexts,
  type Axis,
  type AxisRange,
  formatLevel,
  formatNumber,
} from '#components/robustness/axis-texts.ts'

type AxisChoiceProps = {
  axes: Record<Axis, AxisRange>
  value: Axis
  onChange: (axis: Axis) => void
}

const all: Axis[] = ['snr', 'speed', 'packet_loss']

/** What is made harder, each with what it means and from where to where it usually goes. */
export function AxisChoice({ axes, value, onChange }: AxisChoiceProps) {
  return (
    <fieldset className="space-y-1.5 sm:col-span-2">
      <legend className="text-sm leading-5 font-medium">What is made harder</legend>
      <div className="grid gap-2 md:grid-cols-3">
        {all.map((axis) => (
          <label
            key={axis}
            className="border-control/70 has-checked:border-primary has-checked:bg-accent has-focus-visible:outline-ring flex gap-2 rounded-md border p-2.5 has-focus-visible:outline-2"
          >
            <input
              type="radio"
              name="axis"
              value={axis}
              checked={axis === value}
              onChange={() => onChange(axis)}
              className="accent-primary mt-0.5 size-4 shrink-0 outline-none"
            />
            <span>
              <span className="block text-sm leading-5 font-medium">{axisTexts[axis].label}</span>
              <span className="text-muted-foreground block text-xs text-pretty">
                {axisTexts[axis].explanation} Usually from {formatNumber(axis, axes[axis].from)} to{' '}
                {formatLevel(axis, axes[axis].to)}.
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
