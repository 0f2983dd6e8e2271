import { and, eq } from 'drizzle-orm'
import { z } from 'zod'

import { testRuns } from '#db/schema/runs.ts'
import { configurations, environmentVariables } from '#db/schema/targets.ts'
import { SecretMask } from '#lib/engines/connectors/secret-mask.ts'
import { headerValues } from '#lib/evidence/public-config.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { openTargetSecrets } from '#lib/targets/target-secrets.ts'
import { openStoredVariables } from '#lib/targets/variables.ts'

const Sealed = z.record(z.string(), z.unknown())

/** Also as they travel in headers: Basic authentication, and keys that are sent encoded. */
const forms = (secret: string) => [
  secret,
  Buffer.from(secret).toString('base64'),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('base64url'),
]

/** What `open` yields, or its field's name in `closed`: a secret under a lost key is unknown to us too. */
function attempt<T>(name: string, open: () => T, closed: string[]): T | null {
  try {
    return open()
  } catch {
    closed.push(name)
    return null
  }
}

export type TargetSecrets = {
  mask: SecretMask
  /** names of secret variables */
  variables: string[]
  /** names of secrets that could not be opened, and so not be looked for */
  closed: string[]
}

/**
 * Hides every secret that the target of a run has now: its credentials, its secret variables, and the values of its
 * extra headers. A target that was deleted keeps its secrets until then, so they are found as well.
 */
export async function secretsOf(ctx: Ctx, runId: string): Promise<TargetSecrets> {
  const [target] = await ctx.db
    .select({
      id: configurations.id,
      secrets: configurations.secrets,
      snapshot: testRuns.snapshot,
    })
    .from(testRuns)
    .innerJoin(configurations, eq(configurations.id, testRuns.targetId))
    .where(and(eq(testRuns.id, runId), eq(testRuns.organizationId, ctx.organizationId)))
  if (!target) return { mask: new SecretMask([], []), variables: [], closed: [] }
  const rows = await ctx.db
    .select()
    .from(environmentVariables)
    .where(
      and(
        eq(environmentVariables.configurationId, target.id),
        eq(environmentVariables.isSecret, true),
      ),
    )
  const closed: string[] = []
  const stored = Object.entries(Sealed.parse(target.secrets)).flatMap(([field, sealed]) =>
    Object.values(
      attempt(field, () => openTargetSecrets(target.id, { [field]: sealed }), closed) ?? {},
    ),
  )
  const spoken = rows.flatMap((row) =>
    Object.values(attempt(row.name, () => openStoredVariables(target.id, [row]), closed) ?? {}),
  )
  const secrets = [...stored, ...spoken, ...headerValues(target.snapshot)]
  return {
    mask: new SecretMask(secrets.flatMap(forms), []),
    variables: rows.map(({ name }) => name),
    closed,
  }
}
