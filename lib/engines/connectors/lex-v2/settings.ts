import { z } from 'zod'

import { callSettings } from '#lib/engines/connectors/call-settings.ts'
import { foldAllBut } from '#lib/engines/connectors/form-hints.ts'

const attributes = z.record(z.string().min(1).max(1_000), z.string().max(10_000)).default({})

/** Settings of a bot of Amazon Lex V2. Forms of the ids: API reference of the Lex V2 runtime, `RecognizeText`. */
export const LexConfig = z.object(
  foldAllBut(
    {
      region: z
        .string()
        .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'is not a region such as eu-west-1')
        .default('us-east-1')
        .meta({ title: 'Region', description: 'The AWS region where the bot lives' }),
      bot_id: z
        .string()
        .regex(/^[0-9A-Za-z]{10}$/, 'is not a bot id (10 letters and digits)')
        .meta({ title: 'Bot id', description: 'In the console under the bot’s details' }),
      bot_alias_id: z
        .string()
        .regex(/^[0-9A-Za-z]{10}$/, 'is not an alias id (10 letters and digits)')
        .default('TSTALIASID')
        .meta({ title: 'Alias id', description: 'TSTALIASID is the alias of the draft' }),
      api: z.enum(['request', 'conversation']).default('request').meta({
        title: 'API',
        description:
          'request: one call of Lex for each turn. conversation: one open stream, as on the telephone, with interruptions, keys and silence',
      }),
      locales: z
        .record(
          z.string().regex(/^[A-Za-z0-9-]{2,35}$/, 'is not a language tag'),
          z.string().regex(/^[a-z]{2,3}_[A-Z0-9]{2,3}$/, 'is not a locale id such as en_US'),
        )
        .default({})
        .meta({
          title: 'Locales',
          description: 'Language tag to the bot’s locale id, where it is not what the tag says',
          examples: [{ 'en-US': 'en_GB' }],
        }),
      session_attributes: attributes.meta({
        title: 'Session attributes',
        description: 'Set when a conversation begins',
        examples: [{ customer: 'test' }],
      }),
      request_attributes: attributes.meta({
        title: 'Request attributes',
        description: 'Sent with every turn',
        examples: [{ channel: 'voice' }],
      }),
      reply_audio: z.boolean().default(true).meta({
        title: 'Reply audio',
        description: 'Ask for the reply as speech after a voice turn',
      }),
      reply_audio_rate: z
        .union([z.literal(8_000), z.literal(16_000)])
        .default(16_000)
        .meta({
          title: 'Rate of reply audio (Hz)',
          description:
            'Of a conversation, where Lex does not say it itself. A wrong rate is heard as a voice too high or too low',
        }),
      endpoint: z
        .url({ protocol: /^https?$/ })
        .optional()
        .meta({
          title: 'Endpoint',
          description:
            'Only if it is not the standard address of the region, such as a VPC endpoint',
        }),
      ...callSettings,
    },
    'region',
    'bot_id',
    'bot_alias_id',
    'api',
    'locales',
  ),
)
export type LexConfig = z.output<typeof LexConfig>

const key = z
  .string()
  .max(4_096)
  .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces')

/** An access key of AWS; never shown again. */
export const LexSecrets = z.object({
  access_key_id: key.meta({ title: 'Access key id' }),
  secret_access_key: key.meta({ title: 'Secret access key' }),
  session_token: key.optional().meta({
    title: 'Session token',
    description: 'Only with temporary credentials',
  }),
})
export type LexSecrets = z.output<typeof LexSecrets>

/** Address of the runtime: the setting's, or the region's (AWS General Reference, "Amazon Lex V2 endpoints"). */
export function endpointOf({ endpoint, region }: LexConfig): string {
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  return endpoint ?? `https://runtime-v2-lex.${region}.${suffix}`
}
