import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import { Time } from '#components/ui/time.client.tsx'
import type { ConnectionView, healthWords } from '#lib/integrations/schema.ts'

type Health = (typeof healthWords)[number]

const words: Record<Health, { label: string; tone: BadgeTone }> = {
  connected: { label: 'connected', tone: 'passed' },
  failing: { label: 'failing', tone: 'failed' },
  untested: { label: 'never tested', tone: 'neutral' },
  disabled: { label: 'switched off by Earshot', tone: 'invalid' },
  off: { label: 'off', tone: 'neutral' },
}

function HealthBadge({ health }: { health: Health }) {
  const { label, tone } = words[health]
  return <Badge tone={tone}>{label}</Badge>
}

function Sentence({ health, state, health_text: text }: ConnectionView) {
  if (health === 'failing')
    return (
      <>
        {state.failing_since && (
          <>
            Since <Time value={state.failing_since} />:{' '}
          </>
        )}
        {text}
      </>
    )
  if (health === 'disabled') return state.disabled_reason
  if (health === 'off') return 'Nothing is sent or accepted.'
  if (health === 'untested') return 'Nothing was sent or received yet.'
  return null
}

/** The state of a connection in a word, and what there is to say about it. */
export function ConnectionState({ connection }: { connection: ConnectionView }) {
  return (
    <div className="flex min-w-0 flex-wrap items-baseline gap-x-2 gap-y-1 text-sm">
      <HealthBadge health={connection.health} />
      <span className="text-muted-foreground min-w-0 break-words">
        <Sentence {...connection} />
      </span>
    </div>
  )
}

/** When something last came in, and when a call last went well. */
export function LastUse({
  connection,
  receives,
}: {
  connection: ConnectionView
  receives: boolean
}) {
  const { last_success_at: success, last_delivery_at: delivery } = connection.state
  const rows = [
    ...(receives ? [{ label: 'Last delivery', at: delivery }] : []),
    { label: 'Last success', at: success },
  ]
  return (
    <dl className="text-muted-foreground flex flex-wrap gap-x-4 gap-y-0.5 text-xs">
      {rows.map(({ label, at }) => (
        <div key={label} className="flex gap-1">
          <dt>{label}</dt>
          <dd className="text-foreground">{at ? <Time value={at} style="ago" /> : 'never'}</dd>
        </div>
      ))}
    </dl>
  )
}
