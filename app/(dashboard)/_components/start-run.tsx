import { loadStartOptions } from '#app/(dashboard)/_lib/shared-reads.ts'
import { startRunAction } from '#app/(dashboard)/runs/actions.ts'
import { StartRunButton } from '#components/runs/start-run-button.client.tsx'
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
export async function StartRun({ ctx, suiteIds, targetId, mode, label }: StartRunProps) {
  if (!may(ctx.actor, 'run:start')) return null
  const { suites, targets, languages, deviceProfiles } = await loadStartOptions(ctx)
  const target = targets.find(({ value }) => value === targetId)
  return (
    <StartRunButton
      suites={suites}
      targets={targets}
      languages={languages}
      deviceProfiles={deviceProfiles}
      defaults={{
        ...(suiteIds && { suite_ids: suiteIds }),
        ...(target && { target: target.value }),
        ...(mode && { mode }),
      }}
      onStart={startRunAction}
      {...(label && { label })}
    />
  )
}
