import { z } from 'zod'

import { dialogflowCx } from '#lib/engines/connectors/dialogflow-cx/index.ts'
import { houndify } from '#lib/engines/connectors/houndify/index.ts'
import { http } from '#lib/engines/connectors/http/index.ts'
import { lexV2 } from '#lib/engines/connectors/lex-v2/index.ts'
import { twilioMediaStreams } from '#lib/engines/connectors/twilio-media-streams/index.ts'
import type { Capabilities, Connector } from '#lib/engines/connectors/types.ts'
import { websocket } from '#lib/engines/connectors/websocket/index.ts'
import { InvalidError } from '#lib/platform/errors.ts'

/** Every connector by its kind. A new one adds its line here; the contract suite then covers it. */
export const connectors: Readonly<Record<string, Connector>> = {
  [houndify.kind]: houndify,
  [http.kind]: http,
  [websocket.kind]: websocket,
  [lexV2.kind]: lexV2,
  [dialogflowCx.kind]: dialogflowCx,
  [twilioMediaStreams.kind]: twilioMediaStreams,
}

export const connectorKinds = Object.keys(connectors)

/** Throws InvalidError that names the kinds there are. */
export function getConnector(kind: string): Connector {
  const connector = Object.hasOwn(connectors, kind) ? connectors[kind] : undefined
  if (connector) return connector
  throw new InvalidError(`There is no connector "${kind}"; there is: ${connectorKinds.join(', ')}`)
}

type JsonSchema = z.core.JSONSchema.BaseSchema

/** What a settings form needs to know of a connector. */
export type ConnectorDescription = {
  kind: string
  label: string
  /** JSON Schema of what a person may enter; titles and descriptions are for the form. */
  config: JsonSchema
  /** JSON Schema of the write-only part. */
  secrets: JsonSchema
  /** with the default settings or the connector's example; null when these are not enough */
  capabilities: Capabilities | null
}

/** Description of one connector for settings forms and documentation. */
function describeConnector(kind: string): ConnectorDescription {
  const connector = getConnector(kind)
  const defaults = connector.config.safeParse(connector.example ?? {})
  return {
    kind: connector.kind,
    label: connector.label,
    config: z.toJSONSchema(connector.config, { io: 'input' }),
    secrets: z.toJSONSchema(connector.secrets, { io: 'input' }),
    capabilities: defaults.success ? connector.capabilities(defaults.data) : null,
  }
}

/** Descriptions of all connectors. */
export function describe(): ConnectorDescription[] {
  return connectorKinds.map(describeConnector)
}
