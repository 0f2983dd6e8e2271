import { PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import { env } from '#lib/platform/config/env.ts'

/** Version 0: what holds for an organization that has saved nothing. */
export const builtInSettings = (): PolicySettings =>
  PolicySettings.parse({
    similarity_threshold: env.SIMILARITY_THRESHOLD,
    audit_share: env.VALIDATION_AUDIT_SHARE,
    human_review: env.ENABLE_HUMAN_VALIDATION,
  })

/** ENABLE_HUMAN_VALIDATION=false holds for the whole server, whatever was saved. */
export const withServerSettings = (settings: PolicySettings): PolicySettings => ({
  ...settings,
  human_review: settings.human_review && env.ENABLE_HUMAN_VALIDATION,
})
