import type { ConnectorOption } from '#app/(dashboard)/settings/targets/_lib/target-form.ts'
import { parseJsonSchema } from '#components/settings-form/parse-json-schema.ts'
import { describe } from '#lib/engines/connectors/registry.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'

/** What the form of a target offers. Credentials are asked only of those who may set them. */
export function connectorOptions(ctx: Ctx): ConnectorOption[] {
  const secret = may(ctx.actor, 'target:secrets')
  return describe().map(({ kind, label, config, secrets }) => ({
    kind,
    label,
    config: parseJsonSchema(config),
    secrets: secret ? parseJsonSchema(secrets) : {},
  }))
}
