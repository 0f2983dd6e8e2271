import { AudioPlayer } from '#components/audio/player.client.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import type { CallView, TurnView } from '#lib/executions/schema.ts'
import { formatDuration } from '#lib/platform/format/duration.ts'

export type CallCardProps = { call: CallView; turns: Pick<TurnView, 'index' | 'barge_in'>[] }

/** Where a call that was not recorded as a whole can be had: it is put together when it is asked for. */
function AssembledCall({ url }: { url: string }) {
  return (
    <p className="text-muted-foreground text-xs">
      <a href={url} download="call.wav" className="hover:text-foreground underline">
        Download both sides of the call
      </a>{' '}
      as one recording, the caller left and the voice AI right, to check the times in an audio
      editor.
    </p>
  )
}

/** The whole call as it sounded: both sides on one time axis, with the times marked in which both spoke. */
export function CallCard({ call, turns }: CallCardProps) {
  if (call.assembled) return <AssembledCall url={call.url} />
  const bargeIns = turns.flatMap(({ index, barge_in }) =>
    barge_in ? [{ index, ...barge_in }] : [],
  )
  return (
    <Card>
      <CardHeader
        title="The call"
        description={
          call.overlaps.length > 0
            ? 'Both sides of the call on one timeline, as the caller heard it. Marked: both spoke at once.'
            : 'Both sides of the call on one timeline, as the caller heard it.'
        }
        className="pb-3"
      />
      <div className="space-y-3 px-4 pb-4">
        <AudioPlayer
          clip={{
            src: call.url,
            label: 'The call, the caller left and the voice AI right',
            duration_ms: call.duration_ms,
            channels: ['Caller', 'Voice AI'],
            regions: call.overlaps.map(({ from_ms, to_ms }) => ({
              label: 'Both speak',
              start_ms: from_ms,
              end_ms: to_ms,
            })),
          }}
        />
        {bargeIns.map((bargeIn) => (
          <BargeIn key={bargeIn.index} {...bargeIn} />
        ))}
      </div>
    </Card>
  )
}

type BargeInProps = NonNullable<TurnView['barge_in']> & { index: number }

/** What was measured in the recording, in words. */
function BargeIn({ index, after_ms, began_ms, overlap_ms, stopped_ms, ...more }: BargeInProps) {
  const { backchannel, false_stop: falseStop } = more
  const facts: [string, string][] = [
    ['Planned after', formatDuration(after_ms)],
    ['Interrupted after', began_ms === null ? 'no reply to interrupt' : formatDuration(began_ms)],
    ['Both spoke for', overlap_ms === 0 ? 'not at all' : formatDuration(overlap_ms)],
    backchannel
      ? ['Voice AI', falseStop == null ? 'not measured' : falseStop ? 'stopped' : 'went on']
      : [
          'Voice AI stopped after',
          stopped_ms === null ? 'not measured' : formatDuration(stopped_ms),
        ],
  ]
  return (
    <div>
      <h3 className="text-xs font-medium">
        Turn {index + 1} {backchannel ? 'shows that the caller listens' : 'breaks in'}
      </h3>
      <dl className="mt-1 grid grid-cols-2 gap-x-4 gap-y-2 text-sm sm:grid-cols-4">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-muted-foreground text-xs">{name}</dt>
            <dd className="tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
