import { ReplayPeriod } from '#app/(dashboard)/settings/validation-policy/_components/replay-period.client.tsx'
import { ReplaysTable } from '#app/(dashboard)/settings/validation-policy/_components/replays-table.tsx'
import type { ValidatorOption } from '#components/policies/settings-fields.client.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import type { PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { listReplays } from '#lib/replays/queries.ts'

type ReplaysCardProps = { ctx: Ctx; settings: PolicySettings; validators: ValidatorOption[] }

const shown = 20

/** What was judged again, and the way to do so for a period. */
export async function ReplaysCard({ ctx, settings, validators }: ReplaysCardProps) {
  const replays = (await listReplays(ctx)).slice(0, shown)
  return (
    <Card id="replays">
      <CardHeader
        title="Judged again"
        description="Stored evidence can be judged again without a call: by the policies in force after a change, or by a draft before one. What people decided stays."
        actions={
          may(ctx.actor, 'run:start') && (
            <ReplayPeriod
              settings={settings}
              validators={validators}
              mayApplyDraft={may(ctx.actor, 'policy:write')}
            />
          )
        }
        className="pb-3"
      />
      {replays.length === 0 ? (
        <p className="text-muted-foreground px-4 pb-4 text-sm">
          Nothing has been judged again yet. Begin with a run: its page has the button “Judge
          again…”.
        </p>
      ) : (
        <ReplaysTable replays={replays} />
      )}
    </Card>
  )
}
