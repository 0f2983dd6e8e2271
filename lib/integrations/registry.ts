import { InvalidError } from '#lib/errors.ts'

import type { Integration } from './types.ts'

/** Every integration by its kind. A new one adds its line here. */
export const integrations: Readonly<Record<string, Integration>> = {}

export const integrationKinds = Object.keys(integrations)

/** Throws InvalidError that names the kinds there are. */
export function getIntegration(kind: string): Integration {
  const integration = Object.hasOwn(integrations, kind) ? integrations[kind] : undefined
  if (integration) return integration
  throw new InvalidError(
    `There is no integration "${kind}"; there is: ${integrationKinds.join(', ')}`,
  )
}
