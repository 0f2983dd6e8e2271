import { PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import { settings } from '#lib/platform/config/settings.ts'

/** Version 0: what holds for an organization that has saved nothing. */
export const builtInSettings = (): PolicySettings =>
  PolicySettings.parse({
    similarity_threshold: settings().SIMILARITY_THRESHOLD,
    audit_share: settings().VALIDATION_AUDIT_SHARE,
    human_review: settings().ENABLE_HUMAN_VALIDATION,
  })

/** ENABLE_HUMAN_VALIDATION=false holds for the whole server, whatever was saved. */
export const withServerSettings = (saved: PolicySettings): PolicySettings => ({
  ...saved,
  human_review: saved.human_review && settings().ENABLE_HUMAN_VALIDATION,
})
