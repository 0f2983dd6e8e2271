import { LazyTriggerRules } from '#app/(dashboard)/settings/integrations/[id]/_components/lazy-trigger-rules.client.tsx'
import { RuleSummary } from '#app/(dashboard)/settings/integrations/[id]/_components/rule-summary.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { getConnectionRow } from '#lib/integrations/queries.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { startRunOptions } from '#lib/runs/start-run-options.ts'
import { effectiveRules, getTriggers } from '#lib/webhooks/triggers.ts'

const namesOf = (options: { value: string; label: string }[]) =>
  Object.fromEntries(options.map(({ value, label }) => [value, label]))

const none = 'No rule yet: deliveries are verified and logged, and start nothing.'
const whatNext = ' Choose which events start which suites.'
const automatic =
  'The server’s settings ENABLE_AUTO_REGRESSION and REGRESSION_SUITE_IDS apply until a rule is added here.'

type TriggersCardProps = { ctx: Ctx; connectionId: string; canWrite: boolean }

/** Which events start which suites. */
export async function TriggersCard({ ctx, connectionId, canWrite }: TriggersCardProps) {
  const [{ rules }, effective, options] = await Promise.all([
    getTriggers(ctx, connectionId),
    getConnectionRow(ctx, connectionId).then((row) => effectiveRules(ctx, row)),
    startRunOptions(ctx),
  ])
  const names = { suites: namesOf(options.suites), targets: namesOf(options.targets) }
  const shown = canWrite ? [] : rules
  const fallback = rules.length === 0 ? effective : []
  return (
    <Card>
      <CardHeader
        title="What starts runs"
        description={
          rules.length > 0
            ? 'Each rule that matches an event starts its suites once per commit.'
            : fallback.length > 0
              ? automatic
              : `${none}${canWrite ? whatNext : ''}`
        }
        className="pb-3"
      />
      {[...shown, ...fallback].length > 0 && (
        <ol className="divide-y border-t">
          {[...shown, ...fallback].map((rule) => (
            <li key={rule.name} className="px-4 py-3">
              <RuleSummary rule={rule} {...names} />
            </li>
          ))}
        </ol>
      )}
      {canWrite && (
        <LazyTriggerRules connectionId={connectionId} rules={rules} options={options} {...names} />
      )}
    </Card>
  )
}
