import { startRunAction } from '#app/(dashboard)/runs/actions.ts'
import { StartRunButton } from '#components/runs/start-run-button.client.tsx'
import type { RunMode } from '#db/enums.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { startRunOptions } from '#lib/runs/start-run-options.ts'

type StartRunProps = {
  ctx: Ctx
  suiteIds?: string[]
  /** chosen when the dialog opens, where it is not to be the first target and voice */
  targetId?: string
  mode?: RunMode
  label?: string
}

/** The button that opens the start dialog, for those who may start runs. */
export async function StartRun({ ctx, suiteIds, targetId, mode, label }: StartRunProps) {
  if (!may(ctx.actor, 'run:start')) return null
  const { suites, targets, languages, deviceProfiles } = await startRunOptions(ctx)
  const target = targets.find(({ value }) => value === targetId) ?? targets[0]
  return (
    <StartRunButton
      suites={suites}
      targets={targets}
      languages={languages}
      deviceProfiles={deviceProfiles}
      defaults={{
        suite_ids: suiteIds ?? suites.map(({ value }) => value),
        ...(target && { target: target.value }),
        ...(mode && { mode }),
      }}
      onStart={startRunAction}
      {...(label && { label })}
    />
  )
}
