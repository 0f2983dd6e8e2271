import { StartRunButton } from '#app/(dashboard)/_components/start-run-button.client.tsx'
import type { RunMode } from '#db/enums.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'

type StartRunProps = {
  ctx: Ctx
  suiteIds?: string[]
  /** chosen when the dialog opens, while it may still be used */
  targetId?: string
  mode?: RunMode
  label?: string
}

/** The button that opens the start dialog, for those who may start runs. */
export function StartRun({ ctx, suiteIds, targetId, mode, label }: StartRunProps) {
  if (!may(ctx.actor, 'run:start')) return null
  return (
    <StartRunButton
      defaults={{
        ...(suiteIds && { suite_ids: suiteIds }),
        ...(targetId && { target: targetId }),
        ...(mode && { mode }),
      }}
      {...(label && { label })}
    />
  )
}
