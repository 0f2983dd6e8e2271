import type { ReactNode } from 'react'

import type { ConnectionFormProps } from '#app/(dashboard)/settings/integrations/_components/connection-form.client.tsx'
import { SecretFact } from '#app/(dashboard)/settings/integrations/_components/secret-fact.tsx'
import type { JsonSchema } from '#components/settings-form/json-schema.ts'
import { parseJsonSchema } from '#components/settings-form/parse-json-schema.ts'
import { describeIntegration } from '#lib/engines/vendors/registry.ts'
import type { ConnectionView } from '#lib/integrations/schema.ts'

type FormParts = Pick<ConnectionFormProps, 'config' | 'secrets' | 'generable'>

function without(schema: JsonSchema, names: readonly string[]): JsonSchema {
  const kept = Object.entries(schema.properties ?? {}).filter(([name]) => !names.includes(name))
  return { ...schema, properties: Object.fromEntries(kept) }
}

/** Both sides hold it: it verifies what comes in, or signs what goes out. */
const isShared = (inbound: readonly string[], [name, { pattern }]: [string, JsonSchema]) =>
  inbound.includes(name) || pattern?.startsWith('^whsec_') === true

/** The form of a new connection of a kind, made from its schemas. */
export function newForm(kind: string): FormParts {
  const { config, secrets, inboundSecrets } = describeIntegration(kind)
  const parsed = parseJsonSchema(secrets)
  return {
    config: parseJsonSchema(config),
    secrets: parsed,
    generable: Object.entries(parsed.properties ?? {})
      .filter((entry) => isShared(inboundSecrets, entry))
      .map(([name]) => name),
  }
}

/** The form of one that exists: secrets of deliveries are rotated elsewhere, so that none is lost. */
export function editForm(kind: string): FormParts {
  const form = newForm(kind)
  return { ...form, secrets: without(form.secrets, describeIntegration(kind).inboundSecrets) }
}

/** What may be told of the stored secrets that the form has fields for. */
export function factsOfForm(
  { secrets }: ConnectionView,
  form: FormParts,
): Record<string, ReactNode> {
  const named = Object.entries(secrets).filter(([name]) => name in (form.secrets.properties ?? {}))
  return Object.fromEntries(
    named.map(([name, fact]) => [name, <SecretFact key={name} fact={fact} />]),
  )
}

/** What a secret is called where it is entered. */
export const secretTitles = (kind: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(newForm(kind).secrets.properties ?? {}).map(([name, { title }]) => [
      name,
      title ?? name,
    ]),
  )
