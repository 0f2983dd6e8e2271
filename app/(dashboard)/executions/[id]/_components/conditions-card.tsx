import { Card, CardHeader } from '#components/ui/card.tsx'
import type { ConditionsView, ExecutionView } from '#lib/executions/schema.ts'
import { formatDuration } from '#lib/platform/format/duration.ts'
import { formatShare } from '#lib/platform/format/share.ts'
import type { MeasuredConditions } from '#lib/runs/schema.ts'

/** Levels and ratios in dB with a real minus sign. */
const db = (value: number) => `${value.toFixed(1).replace('-', '−')} dB`

type Fact = { name: string; value: string }

/** What was achieved in one turn, in words; conditions that the profile lacks are left out. */
function factsOf(measured: MeasuredConditions, requested: ConditionsView['settings']): Fact[] {
  const { achieved_snr_db: snr, lost_packets: lost, packets, clipped_share: clipped } = measured
  const { noise } = requested
  const wanted =
    typeof noise === 'object' && noise !== null && 'snr_db' in noise ? noise.snr_db : null
  const facts: (Fact | null)[] = [
    snr === null
      ? null
      : {
          name: 'SNR',
          value: `${db(snr)}${typeof wanted === 'number' ? `, asked for ${db(wanted)}` : ''}`,
        },
    packets === null || lost === null
      ? null
      : {
          name: 'Lost packets',
          value: `${lost} of ${packets} (${formatShare(measured.loss_rate ?? 0)}); ${formatShare(measured.speech_loss_rate ?? 0)} of those with speech; longest gap ${formatDuration(measured.longest_loss_ms ?? 0)}`,
        },
    clipped === null ? null : { name: 'Clipped samples', value: formatShare(clipped) },
    measured.headroom_db < 0.05
      ? null
      : { name: 'Lowered to fit', value: `by ${db(measured.headroom_db)}, speech and noise alike` },
    { name: 'Speech level', value: `${db(measured.speech_dbfs)}FS` },
    {
      name: 'Speech',
      value: `${formatDuration(measured.speech_start_ms)} to ${formatDuration(measured.speech_end_ms)} of ${formatDuration(measured.duration_ms)}`,
    },
  ]
  return facts.filter((fact) => fact !== null)
}

/** Through what the caller was heard: what the device profile asked for, and what was measured in each turn. */
export function ConditionsCard({
  execution,
}: {
  execution: Pick<ExecutionView, 'device_profile' | 'conditions'>
}) {
  const { device_profile: profile, conditions } = execution
  if (!profile) return null
  return (
    <Card aria-label="Conditions">
      <CardHeader
        title={`Heard through ${profile.name}`}
        description={conditions?.requested.join(' · ') ?? 'Nothing was sent through it.'}
        className="pb-3"
      />
      {conditions && conditions.measured.length > 0 && (
        <div className="space-y-4 px-4 pb-4">
          {conditions.measured.map((measured) => (
            <div key={measured.turn}>
              {conditions.measured.length > 1 && (
                <h3 className="text-muted-foreground mb-1.5 text-xs font-medium">
                  Turn {measured.turn + 1}
                </h3>
              )}
              <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
                {factsOf(measured, conditions.settings).map(({ name, value }) => (
                  <div key={name} className="contents">
                    <dt className="text-muted-foreground">{name}</dt>
                    <dd className="tabular-nums">{value}</dd>
                  </div>
                ))}
              </dl>
            </div>
          ))}
        </div>
      )}
    </Card>
  )
}
