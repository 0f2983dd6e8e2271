import { StartRunButton } from '#components/runs/start-run-button.client.tsx'
import { may } from '#lib/auth/authorize.ts'
import type { Ctx } from '#lib/context.ts'
import { startRunOptions } from '#lib/runs/start-run-options.ts'

import { startRunAction } from './runs/actions.ts'

type StartRunProps = { ctx: Ctx; suiteIds?: string[]; label?: string }

/** The button that opens the start dialog, for those who may start runs. */
export async function StartRun({ ctx, suiteIds, label }: StartRunProps) {
  if (!may(ctx.actor, 'run:start')) return null
  const { suites, targets, languages } = await startRunOptions(ctx)
  const [target] = targets
  return (
    <StartRunButton
      suites={suites}
      targets={targets}
      languages={languages}
      deviceProfiles={[]}
      defaults={{
        suite_ids: suiteIds ?? suites.map(({ value }) => value),
        ...(target && { target: target.value }),
      }}
      onStart={startRunAction}
      {...(label && { label })}
    />
  )
}
