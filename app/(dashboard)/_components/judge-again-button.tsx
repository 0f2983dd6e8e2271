import { JudgeStored } from '#app/(dashboard)/_components/judge-stored.client.tsx'
import { validators } from '#lib/engines/validation/registry.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { NotFoundError } from '#lib/platform/errors.ts'
import { getPolicyInForce } from '#lib/policies/queries.ts'
import type { PolicyInForceQuery } from '#lib/policies/schema.ts'

type JudgeAgainButtonProps = {
  ctx: Ctx
  what: string
  of: { run_id: string } | { execution_id: string }
  /** whose policy a draft starts from */
  policyOf: PolicyInForceQuery
}

/** What a draft starts from; the organization's policy where a suite or case has been deleted since. */
async function settingsFor(ctx: Ctx, of: PolicyInForceQuery) {
  try {
    return (await getPolicyInForce(ctx, of)).settings
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
    return (await getPolicyInForce(ctx)).settings
  }
}

/** For those who may start runs: judges stored evidence again. */
export async function JudgeAgainButton({ ctx, what, of, policyOf }: JudgeAgainButtonProps) {
  if (!may(ctx.actor, 'run:start')) return null
  return (
    <JudgeStored
      what={what}
      of={of}
      settings={await settingsFor(ctx, policyOf)}
      validators={validators.map(({ kind, label, weight }) => ({ kind, label, weight }))}
      mayApplyDraft={may(ctx.actor, 'policy:write')}
    />
  )
}
